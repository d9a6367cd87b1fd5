export {
  type DecodedSafetensors,
  decodeSafetensors,
  nonFiniteTensors,
  type OpenedSafetensors,
  openedSafetensors,
  readSafetensors,
} from './decode'
export { type EncodedSafetensors, encodeSafetensors } from './encode'
