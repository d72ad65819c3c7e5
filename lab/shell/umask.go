//go:build linux

package shell

import (
	"cmp"
	"fmt"
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
		mask, wrong := readMask(words[0], umaskOf(env))
		if wrong != "" {
			return []string{complaint, "umask: " + wrong}
		}
		set := fmt.Sprintf("%s=%o", umaskVariable, mask&0o777)
		if symbols {
			set += "; echo " + symbolicMask(mask)
		}
		return []string{"eval", set}
	}
	mask := umaskOf(env)
	text := fmt.Sprintf("%04o", mask)
	if symbols {
		text = symbolicMask(mask)
	}
	if again {
		text = "umask " + map[bool]string{true: "-S "}[symbols] + text
	}
	return []string{"printf", "%s\\n", text}
}

func symbolicMask(mask uint64) string {
	return fmt.Sprintf("u=%s,g=%s,o=%s", allowed(mask>>6), allowed(mask>>3), allowed(mask))
}

func umaskOf(env expand.Environ) uint64 {
	mask, _ := strconv.ParseUint(cmp.Or(env.Get(umaskVariable).String(), processUmask()), 8, 32)
	return mask
}

// readMask reads a umask in digits, or in letters that tell what is to be allowed, where now is the one before (bash(1), umask).
func readMask(text string, now uint64) (mask uint64, wrong string) {
	if text == "" || text[0] < '0' || text[0] > '9' {
		return readSymbolicMask(text, now)
	}
	mask, err := strconv.ParseUint(text, 8, 32)
	if err != nil || mask > 0o7777 {
		return now, text + ": octal number out of range"
	}
	return mask, ""
}

// readSymbolicMask follows parse_symbolic_mode of bash's builtins/umask.def.
func readSymbolicMask(text string, now uint64) (mask uint64, wrong string) {
	bits := ^now & 0o777
	clauses := strings.Split(text, ",")
	for i, clause := range clauses {
		rest := strings.TrimLeft(clause, "agou")
		who := maskBits(clause[:len(clause)-len(rest)], map[rune]uint64{'a': 0o777, 'u': 0o700, 'g': 0o070, 'o': 0o007})
		if rest == "" {
			// What bash finds there is the end of the clause.
			rest = map[bool]string{true: "\x00", false: ","}[i == len(clauses)-1]
		}
		if !strings.ContainsRune("+-=", rune(rest[0])) {
			return now, fmt.Sprintf("`%.1s': invalid symbolic mode operator", rest)
		}
		operator, letters := rest[0], rest[1:]
		if other := strings.TrimLeft(letters, "rwx"); other != "" {
			return now, fmt.Sprintf("`%.1s': invalid symbolic mode character", other)
		}
		if who == 0 {
			who = 0o777
		}
		allow := maskBits(letters, map[rune]uint64{'r': 0o444, 'w': 0o222, 'x': 0o111}) & who
		switch operator {
		case '+':
			bits |= allow
		case '-':
			bits &^= allow
		case '=':
			bits = bits&^who | allow
		}
	}
	return ^bits & 0o777, ""
}

func maskBits(letters string, of map[rune]uint64) (bits uint64) {
	for _, letter := range letters {
		bits |= of[letter]
	}
	return bits
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

// processUmask is that of this process; umask(2) would tell it only by setting another.
func processUmask() string { return statusLine("self", "Umask") }
