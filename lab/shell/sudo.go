//go:build linux

package shell

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// sudo drops itself and its options: in the lab one is root already. It keeps the variables that it is told to set.
func (c *command) sudo(ctx context.Context, words []string) (int, error) {
	inner := *c
	for len(words) > 0 {
		word := words[0]
		name, _, assigns := strings.Cut(word, "=")
		switch {
		case word == "--":
			words = words[1:]
			return inner.asRoot(ctx, words)
		case takesValue(word) && len(words) > 1:
			if user := words[1]; (word == "-u" || word == "--user") && user != "root" && user != "#0" {
				fmt.Fprintf(c.stderr, "vethlab: sudo %s %s is not built in: a lab has one user, root\n", word, user)
				return 1, nil
			}
			words = words[2:]
		case word == "-i" || word == "-s" || word == "--login" || word == "--shell":
			if words = words[1:]; len(words) == 0 {
				words = []string{"bash"}
			}
		case strings.HasPrefix(word, "-"):
			words = words[1:]
		case assigns && name != "" && !strings.Contains(name, "/"):
			inner.added = append(inner.added[:len(inner.added):len(inner.added)], word)
			words = words[1:]
		default:
			return inner.asRoot(ctx, words)
		}
	}
	return inner.asRoot(ctx, words)
}

// takesValue tells whether the next word belongs to an option of sudo(8).
func takesValue(option string) bool {
	switch option {
	case "-u", "-g", "-h", "-p", "-C", "-D", "-r", "-t", "-T", "-U", "-R", "--user", "--group", "--host", "--prompt", "--chdir":
		return true
	}
	return false
}

func (c *command) asRoot(ctx context.Context, words []string) (int, error) {
	if len(words) == 0 {
		io.WriteString(c.stderr, "usage: sudo [-u user] [VAR=value] [command [arg ...]]\n")
		return 1, nil
	}
	return c.run(ctx, words)
}
