//go:build linux

package shell

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
)

// inBackground notes a command of our own that runs in the background, for pkill and killall, until done is called.
func (s *Shell) inBackground(r *running) (done func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own = append(s.own, r)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.own = slices.DeleteFunc(s.own, func(other *running) bool { return other == r })
	}
}

// killNamed is pkill and killall: of our own commands, which are no processes, and by the machine's program of the others.
func (c *command) killNamed(ctx context.Context, argv []string) (int, error) {
	matches, signal := named(argv)
	s := c.b.shell
	s.mu.Lock()
	own := slices.DeleteFunc(slices.Clone(s.own), func(r *running) bool { return !matches(r.argv) })
	s.mu.Unlock()
	if len(own) == 0 {
		return c.program(ctx, argv)
	}
	for _, r := range own {
		if err := r.signal(signal); err != nil {
			return 1, nil
		}
	}
	others := *c
	// It would say that there is none.
	others.stderr = io.Discard
	_, err := others.program(ctx, argv)
	return 0, err
}

// named tells by the words of pkill or killall which commands they mean, and the signal.
func named(argv []string) (matches func(argv []string) bool, signal syscall.Signal) {
	signal = syscall.SIGTERM
	var names []string
	whole, exact := false, filepath.Base(argv[0]) == "killall"
	for i := 1; i < len(argv); i++ {
		word := argv[i]
		switch {
		case word == "-f" || word == "--full":
			whole = true
		case word == "-x" || word == "--exact":
			exact = true
		case (word == "-s" || word == "--signal") && i+1 < len(argv):
			i++
			word = "-" + argv[i]
			fallthrough
		case strings.HasPrefix(word, "-"):
			if n, ok := signalNumber(strings.TrimPrefix(strings.TrimPrefix(word, "--signal="), "-")); ok {
				signal = n
			}
		default:
			names = append(names, word)
		}
	}
	return func(argv []string) bool {
		text := argv[0]
		if whole {
			text = strings.Join(argv, " ")
		}
		return slices.ContainsFunc(names, func(name string) bool {
			if exact {
				return name == text
			}
			found, err := regexp.MatchString(name, text)
			return err == nil && found
		})
	}, signal
}
