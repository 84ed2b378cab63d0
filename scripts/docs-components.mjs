import ts from 'typescript';

/**
 * The components that a block of the docs exports, each with the JSX that shows it: props that have no default get a
 * sample, by their types. None for a block without JSX.
 *
 * @throws Error where a reader of the page could not show the JSX either: no component is exported, or a prop is of a
 * type that has no sample here
 */
export function componentsOf(program, file) {
  const source = program.getSourceFile(file);
  if (!hasJsx(source)) return [];
  const checker = program.getTypeChecker();
  const components = source.statements.filter(isExportedComponent).map((declaration) => {
    const name = declaration.name.text;
    const [props] = declaration.parameters;
    return { name, jsx: `<block.${name}${props ? samples(checker, props) : ''} />` };
  });
  if (components.length === 0) throw new Error('JSX, and no exported function component that shows it');
  return components;
}

function hasJsx(node) {
  const isJsx = ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
  return isJsx || ts.forEachChild(node, (child) => hasJsx(child) || undefined) === true;
}

function isExportedComponent(statement) {
  if (!ts.isFunctionDeclaration(statement) || !/^[A-Z]/.test(statement.name?.text ?? '')) return false;
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function samples(checker, parameter) {
  const properties = checker.getTypeAtLocation(parameter).getProperties();
  return properties
    .filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0)
    .map((property) => ` ${property.name}={${sampleOf(checker, property, parameter)}}`)
    .join('');
}

function sampleOf(checker, property, location) {
  const type = checker.getTypeOfSymbolAtLocation(property, location);
  const text = checker.typeToString(type, location);
  if (/^(SocketSource|HeartbeatSocket|UseHeartbeatSocketResult)</.test(text)) return 'socket';
  if (type.getCallSignatures().length > 0) return '() => undefined';
  if (type.flags & ts.TypeFlags.StringLike) return "'sample'";
  if (type.flags & ts.TypeFlags.NumberLike) return '1';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'true';
  throw new Error(`the prop ${property.name} is of the type ${text}, which has no sample`);
}

/**
 * The source of a page that shows a component of a block. The block is the module `./block`; a component that takes a
 * socket gets one that speaks JSON and can ask. It may show nothing: then the page shows that.
 *
 * @param {string} url - where that socket connects to
 */
export function pageOf({ jsx }, url) {
  return `// @ts-nocheck
import { jsonCodec, requests, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { View } from '@tarojs/components';
import * as block from './block';

const codec = jsonCodec();
const request = requests({ tag: (data, id) => ({ ...data, id }), match: () => undefined });

export default function Page() {
  ${/=\{socket\}/.test(jsx) ? `const socket = useHeartbeatSocket('${url}', { codec, request });\n  ` : ''}return <View>${jsx}</View>;
}
`;
}
