//go:build linux

package shell

import (
	"fmt"
	"io"
	"os"
	"strings"

	"mvdan.cc/sh/v3/expand"
)

// The interpreter's echo and printf write word by word, and nobody hears that it failed. Into the kernel's files that matters: they take
// what comes at once as one value, and refuse a wrong one.
const (
	echoWord   = "\x00echo"
	printfWord = "\x00printf"
)

// isKernels tells whether what is printed goes to a file of the kernel's, or to one that takes nothing.
func isKernels(w io.Writer) bool {
	if _, ok := w.(untold); ok {
		return true
	}
	f, ok := w.(*os.File)
	return ok && f.Name() == "/dev/full"
}

// print carries out echo and printf with one write.
func (c *command) print(argv []string) (int, error) {
	text, name := echoed(argv[1:]), "echo"
	if argv[0] == printfWord {
		var err error
		if text, err = formatted(argv[1:]); err != nil {
			fmt.Fprintf(c.stderr, "%s printf: %v\n", c.b.prefix(), err)
			return 1, nil
		}
		name = "printf"
	}
	if _, err := io.WriteString(c.stdout, text); err != nil {
		fmt.Fprintf(c.stderr, "%s %s: write error: %s\n", c.b.prefix(), name, strerror(err))
		return 1, nil
	}
	return 0, nil
}

func echoed(words []string) string {
	end, escapes := "\n", false
	for ; len(words) > 0; words = words[1:] {
		switch words[0] {
		case "-n":
			end = ""
			continue
		case "-e":
			escapes = true
			continue
		case "-E":
			escapes = false
			continue
		}
		break
	}
	text := strings.Join(words, " ")
	if escapes {
		// What it cannot read it leaves as it is.
		text, _, _ = expand.Format(nil, text, nil)
	}
	return text + end
}

func formatted(words []string) (string, error) {
	if len(words) == 0 {
		return "", fmt.Errorf("usage: printf [-v var] format [arguments]")
	}
	format, rest := words[0], words[1:]
	var b strings.Builder
	for {
		text, taken, err := expand.Format(nil, format, rest)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
		rest = rest[taken:]
		if taken == 0 || len(rest) == 0 {
			return b.String(), nil
		}
	}
}
