/** Reads what a server of chaos answers to requests. */
export function matchAnswer(message: string) {
  const [word, id] = message.split(' ');
  if (word === 'yes') return { id: id as string, value: message };
  return word === 'no' ? { id: id as string, error: message } : undefined;
}
