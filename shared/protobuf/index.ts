export { bytes, bytesList, fixed32, flag, float, int, lateBytes, text, texts } from './field'
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
export { ProtobufFault, type StoredBytes, type WireSource } from './wireReader'
export { type EncodedMessage, joined, type LateBytes, piecesOf, WireWriter } from './wireWriter'
