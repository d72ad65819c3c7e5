//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// sysctlFlags are those of sysctl(8) that we know; any other is for the machine's own.
type sysctlFlags struct{ values, names, ignore, quiet, write, binary bool }

// ownSysctl asks for the machine's own sysctl, which knows patterns, folders and files of settings.
type ownSysctl struct{}

func (ownSysctl) Error() string { return "left to the machine's own sysctl" }

// sysctl reads and writes settings of the command's namespace as procps 4.0.2 does. Each setting is looked at before any is
// written, so that what is not ours is left whole to the machine's own program.
func (c *command) sysctl(ctx context.Context, argv []string) (int, error) {
	flags, words, ok := sysctlWords(argv[1:])
	if !ok {
		return c.program(ctx, argv)
	}
	status := 0
	err := c.place.ns.Do(func() error {
		for _, word := range words {
			if !oursToSet(word, flags.write) {
				return ownSysctl{}
			}
		}
		for _, word := range words {
			key, value, set := strings.Cut(word, "=")
			if flags.write && !set {
				fmt.Fprintln(c.stderr, "sysctl: command line(0): invalid syntax, continuing...")
				status = 1
				return nil
			}
			if !c.setting(flags, strings.TrimSpace(key), strings.TrimSpace(value), set) {
				status = 1
			}
		}
		return nil
	})
	if errors.Is(err, ownSysctl{}) {
		return c.program(ctx, argv)
	}
	return status, err
}

func sysctlWords(words []string) (f sysctlFlags, rest []string, ok bool) {
	for _, word := range words {
		if len(word) < 2 || word[0] != '-' {
			rest = append(rest, word)
			continue
		}
		for _, letter := range word[1:] {
			switch letter {
			case 'n':
				f.values = true
			case 'N':
				f.names = true
			case 'e':
				f.ignore = true
			case 'q':
				f.quiet = true
			case 'w':
				f.write = true
			case 'b':
				f.binary, f.values = true, true
			default:
				return f, nil, false
			}
		}
	}
	return f, rest, len(rest) > 0
}

// oursToSet tells whether a word names one setting, which is a plain file or is not there.
func oursToSet(word string, write bool) bool {
	key, _, set := strings.Cut(word, "=")
	key = strings.TrimSpace(key)
	if strings.ContainsAny(key, "*?[") || strings.Contains(key, ".") && strings.Contains(key, "/") || key == "" {
		return false
	}
	info, err := os.Stat(sysctlPath(key))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	wanted := fs.FileMode(0o400)
	if set || write {
		wanted = 0o200
	}
	return info.Mode().IsRegular() && info.Mode()&wanted != 0
}

func sysctlPath(key string) string { return "/proc/sys/" + strings.ReplaceAll(key, ".", "/") }

// setting reads or writes one setting and prints it.
func (c *command) setting(f sysctlFlags, key, value string, set bool) bool {
	path, name := sysctlPath(key), strings.ReplaceAll(key, "/", ".")
	if _, err := os.Stat(path); err != nil {
		if !f.ignore {
			fmt.Fprintf(c.stderr, "sysctl: cannot stat %s: %s\n", path, strerror(err))
		}
		return f.ignore
	}
	if set {
		if err := os.WriteFile(path, []byte(value+"\n"), 0); err != nil {
			fmt.Fprintf(c.stderr, "sysctl: setting key \"%s\": %s\n", name, strerror(err))
			return false
		}
		if f.quiet {
			return true
		}
	} else {
		text, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintf(c.stderr, "sysctl: reading key \"%s\": %s\n", name, strerror(err))
			return false
		}
		value = strings.TrimSuffix(string(text), "\n")
	}
	end := "\n"
	if f.binary {
		end = ""
	}
	switch {
	case f.names:
		fmt.Fprint(c.stdout, name, "\n")
	case f.values:
		fmt.Fprint(c.stdout, value, end)
	default:
		for line := range strings.SplitSeq(value, "\n") {
			fmt.Fprintf(c.stdout, "%s = %s\n", name, line)
		}
	}
	return true
}
