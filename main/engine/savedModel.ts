import type { Program } from '../../shared/graph/program'
import { joined } from '../../shared/protobuf'
import { encodeSavedModel } from '../../shared/savedModel/encodeSavedModel'

/** A program as the bytes of `saved_model.pb`. */
export const savedModelBytes = (program: Program): Uint8Array => joined(encodeSavedModel(program, { nodes: 'live' }))

/** The same without its nodes: enough for tfjs-node to look a signature up once the session is open. */
export const signatureBytes = (program: Program): Uint8Array => joined(encodeSavedModel(program, { nodes: 'none' }))
