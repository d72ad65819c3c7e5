package nftcmd

import (
	"strings"
)

// Line is a command line of nft: its options, and what they ask for.
type Line struct {
	Options Options
	File    string // of -f; "-" is standard input
	Words   []string
	Help    string // "help", "version" or "more", in place of all else
}

// longOptions are the options by their long names.
func longOptions() map[string]byte {
	return map[string]byte{
		"--handle": 'a', "--json": 'j', "--numeric": 'n', "--numeric-priority": 'y', "--stateless": 's', "--terse": 't', "--echo": 'e', "--check": 'c',
		"--file": 'f', "--help": 'h', "--version": 'v',
	}
}

// ParseLine takes the words of a command line, without "nft".
func ParseLine(args []string) (Line, error) {
	var l Line
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "-" {
		word := args[0]
		args = args[1:]
		letters := strings.TrimPrefix(word, "-")
		if strings.HasPrefix(word, "--") {
			letter, ok := longOptions()[word]
			if !ok {
				return l, ErrForeign
			}
			letters = string(letter)
		}
		for i := range len(letters) {
			if letters[i] == 'f' {
				if l.File = letters[i+1:]; l.File == "" && len(args) > 0 {
					l.File, args = args[0], args[1:]
				}
				if l.File == "" {
					return l, ErrForeign
				}
				break
			}
			if !l.option(letters[i]) {
				return l, ErrForeign
			}
		}
	}
	for _, a := range args {
		if strings.HasPrefix(a, "-") && len(a) > 1 && strings.ContainsAny(a[1:2], "abcdefhijnopstuvyDINSTV-") {
			return l, ErrForeign
		}
	}
	if l.Words = args; l.Help == "" && (l.File == "") == (len(args) == 0) {
		return l, ErrForeign
	}
	return l, nil
}

func (l *Line) option(letter byte) bool {
	switch letter {
	case 'a':
		l.Options.Handles = true
	case 'j':
		l.Options.JSON = true
	case 'n':
		l.Options.Numeric = true
	case 'y':
		l.Options.Priority = true
	case 's':
		l.Options.Stateless = true
	case 't':
		l.Options.Terse = true
	case 'e':
		l.Options.Echo = true
	case 'c':
		l.Options.Check = true
	case 'h', 'v', 'V':
		if l.Help == "" {
			l.Help = map[byte]string{'h': "help", 'v': "version", 'V': "more"}[letter]
		}
	default:
		return false
	}
	return true
}

// Parse takes the words of a command line, without "nft" and without -f, of which [ParseLine] tells.
func Parse(args []string) (Script, error) {
	l, err := ParseLine(args)
	if err != nil || l.File != "" {
		return Script{}, ErrForeign
	}
	if l.Help != "" {
		return Script{Help: l.Help}, nil
	}
	s, err := ParseScript(strings.Join(l.Words, " "))
	s.Options = l.Options
	return s, err
}
