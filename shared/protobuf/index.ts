export { bytes, bytesList, flag, float, int, text, texts } from './field'
export {
  decodeMessage,
  doubles,
  encodeMessage,
  floats,
  ints,
  type Message,
  many,
  message,
  one,
  type Read,
  type Written,
} from './message'
export { ProtobufFault } from './wireReader'
export { type EncodedMessage, joined, type LateBytes, piecesOf, WireWriter } from './wireWriter'
