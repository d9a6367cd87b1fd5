// In place of the program's archive: it must not run.
process.stdout.write('another application\n')
process.exit(0)
