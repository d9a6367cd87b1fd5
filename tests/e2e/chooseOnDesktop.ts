import type { ElectronApplication } from 'playwright-core'
import type { ChooseFolder } from './studioScript'

/** The system's dialog answers with a folder: nobody but the system can press its buttons. */
export const chooseOnDesktop =
  (app: ElectronApplication): ChooseFolder =>
  async (page, label, folder) => {
    await app.evaluate(({ dialog }, place) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [place] })
    }, folder)
    await page.getByRole('group', { name: label }).getByRole('button').click()
  }

/** The next question of the program is answered with the button of that number. What it asked is kept in `globalThis.asked`. */
export const answerNext = (app: ElectronApplication, button: number): Promise<void> =>
  app.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = async (...words: unknown[]) => {
      Object.assign(globalThis, { asked: words[words.length - 1] })
      return { response, checkboxChecked: false }
    }
  }, button)
