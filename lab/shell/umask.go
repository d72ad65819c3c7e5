//go:build linux

package shell

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/expand"

	"vethlab/lab/netns"
)

// umaskVariable holds the umask that a script has set, so that subshells have their own: the process has one for all.
const umaskVariable = "VETHLAB_UMASK"

// umasked runs f, which makes files or processes, with the umask of an environment.
func umasked(env expand.Environ, f func() error) error {
	if mask, err := strconv.ParseInt(env.Get(umaskVariable).String(), 8, 32); err == nil {
		return netns.WithUmask(int(mask), f)
	}
	return f()
}

// umask gives the command for bash's umask.
func umask(env expand.Environ, words []string) []string {
	symbols, again := false, false
	for len(words) > 0 && (words[0] == "-S" || words[0] == "-p") {
		symbols, again = symbols || words[0] == "-S", again || words[0] == "-p"
		words = words[1:]
	}
	if len(words) > 0 {
		mask, err := strconv.ParseUint(words[0], 8, 32)
		digits := words[0] != "" && strings.Trim(words[0], "0123456789") == ""
		switch {
		case digits && (err != nil || mask > 0o7777):
			return []string{complaint, "umask: " + words[0] + ": octal number out of range"}
		case !digits:
			return []string{complaint, notBuiltIn("umask " + words[0]), "2"}
		}
		return []string{"eval", fmt.Sprintf("%s=%o", umaskVariable, mask&0o777)}
	}
	text := env.Get(umaskVariable).String()
	if text == "" {
		text = processUmask()
	}
	mask, _ := strconv.ParseUint(text, 8, 32)
	text = fmt.Sprintf("%04o", mask)
	if symbols {
		text = fmt.Sprintf("u=%s,g=%s,o=%s", allowed(mask>>6), allowed(mask>>3), allowed(mask))
	}
	if again {
		text = "umask " + map[bool]string{true: "-S "}[symbols] + text
	}
	return []string{"printf", "%s\\n", text}
}

// allowed are the permissions that three bits of a mask leave.
func allowed(mask uint64) (text string) {
	for i, letter := range "rwx" {
		if mask&(4>>i) == 0 {
			text += string(letter)
		}
	}
	return text
}

// processUmask is that of this process (proc_pid_status(5)); umask(2) would tell it only by setting another.
func processUmask() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(status), "\nUmask:")
	text, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(text)
}
