export { type DecodedSafetensors, decodeSafetensors, nonFiniteTensors, readSafetensors } from './decode'
export { type EncodedSafetensors, encodeSafetensors } from './encode'
