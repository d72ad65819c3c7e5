// Package programs says where a lab looks for the programs of the machine: its shell, and the Docker Engine in it, alike.
package programs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// Folders are those of a PATH, and behind them those of the machine's root, which an ordinary user's PATH may lack: in a lab one is root.
func Folders(path string) []string {
	list := filepath.SplitList(path)
	for _, folder := range []string{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"} {
		if !slices.Contains(list, folder) {
			list = append(list, folder)
		}
	}
	return list
}

// Path is a PATH of these folders.
func Path(path string) string { return strings.Join(Folders(path), string(filepath.ListSeparator)) }

// Find is the path of a program, looked for in the folders of this process's PATH; it is empty if there is none.
func Find(name string) string {
	for _, folder := range Folders(os.Getenv("PATH")) {
		if path := filepath.Join(folder, name); filepath.IsAbs(path) && Runnable(path) {
			return path
		}
	}
	return ""
}

// Runnable tells whether a path is a program's.
func Runnable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && unix.Access(path, unix.X_OK) == nil
}
