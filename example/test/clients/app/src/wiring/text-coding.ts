/** Mini-programs have neither, and stompjs wants both for its frames: import this before it. UTF-8 alone. */
const scope = globalThis as { TextEncoder?: unknown; TextDecoder?: unknown };

scope.TextEncoder ??= class {
  encode(text: string): Uint8Array {
    const escaped = encodeURIComponent(text).replace(/%(..)/g, (_all, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Uint8Array.from(escaped, (byte) => byte.charCodeAt(0));
  }
};

scope.TextDecoder ??= class {
  decode(buffer: ArrayBuffer | Uint8Array): string {
    const bytes = Array.from(new Uint8Array(buffer));
    try {
      return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
    } catch {
      // Not UTF-8, such as the body of a binary message, which stompjs reads as text too.
      return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')).join('');
    }
  }
};

export {};
