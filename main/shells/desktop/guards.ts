import type { App, Session, WebContents } from 'electron'
import { refuse } from './refuse'
import { isOurs } from './scheme'

/** Whatever shows a page in this program stays on our page, opens no other and embeds none. Before the first window. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      refuse(`a window at ${url}`)
      return { action: 'deny' }
    })
    const stay = (event: { preventDefault(): void }, url: string) => {
      // A reload of ours is none: it does not come by here.
      event.preventDefault()
      refuse(`navigation to ${url}`)
    }
    // Electron 22 gives the address as a second argument, newer ones on the event.
    contents.on('will-navigate', (event, url) => stay(event, event.url ?? url))
    contents.on('will-redirect', (event, url) => stay(event, event.url ?? url))
    contents.on('will-frame-navigate', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => stay(event, 'a webview'))
    contents.on('will-prevent-unload', (event) => event.preventDefault())
  })
}

/** A session of which pages may do nothing but show themselves: Electron grants every permission unless told. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, done) => {
    refuse(`permission ${permission}`)
    done(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    event.preventDefault()
    refuse(`a download of ${item.getURL()}`)
  })
  for (const event of ['select-serial-port', 'select-hid-device', 'select-usb-device'] as const)
    session.on(event as 'select-hid-device', (choice) => choice.preventDefault())
  // Nothing that is not ours is even asked for: no host is looked up, no connection made.
  session.webRequest.onBeforeRequest((details, done) => {
    const isAllowed = isOurs(details.url) || /^(devtools|chrome-extension|blob):/.test(details.url)
    if (!isAllowed) refuse(`a request for ${details.url}`)
    done({ cancel: !isAllowed })
  })
}
