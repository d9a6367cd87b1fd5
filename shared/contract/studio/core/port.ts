/**
 * The way for messages between one window and the studio, whatever carries them: a WebSocket, Electron's MessagePort, or nothing but a
 * call. Messages arrive whole and in order, or the port closes.
 */
export interface StudioPort {
  /** Does nothing once the port is closed. Plain values and `Uint8Array` only; they are not changed afterwards. */
  post(message: object): void
  /** One listener; messages that came before it are kept. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, at once if it is closed already. */
  onClose(listener: () => void): void
  /** `reason`, for whoever looks at the carrier: the other side broke the protocol. */
  close(reason?: string): void
}
