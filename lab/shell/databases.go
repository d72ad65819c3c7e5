//go:build linux

package shell

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vethlab/lab/ipcmd"
)

// databases are the files of /etc/iproute2. They are read when a name is asked for, as each program of iproute2 does: who adds one finds it
// in the next command.
type databases struct{ stderr io.Writer }

// Databases gives the names of the machine's own, or of the lab's in one. What is wrong in the files is said on stderr.
func Databases(stderr io.Writer) ipcmd.Databases { return databases{stderr} }

// databaseDir is where iproute2 looks for names (CONFDIR of its Makefile).
const databaseDir = "/etc/iproute2"

// Read gives a file, and those of its folder; what cannot be read is as what is not there (lib/rt_names.c).
func (databases) Read(file string) (list []ipcmd.DatabaseFile) {
	add := func(path string) {
		if text, err := os.ReadFile(path); err == nil {
			list = append(list, ipcmd.DatabaseFile{Path: path, Text: string(text)})
		}
	}
	path := filepath.Join(databaseDir, file)
	add(path)
	entries, _ := os.ReadDir(path + ".d")
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".conf") && name[0] != '.' {
			add(filepath.Join(path+".d", name))
		}
	}
	return list
}

// Corrupted says what iproute2 says.
func (d databases) Corrupted(path, line string) {
	fmt.Fprintf(d.stderr, "Database %s is corrupted at %s\n", path, line)
}
