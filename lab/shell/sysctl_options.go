//go:build linux

package shell

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// sysctlMode is what sysctl is to do.
type sysctlMode int

const (
	sysctlKeys    sysctlMode = iota // read or write the settings that are named
	sysctlLoad                      // -p
	sysctlAll                       // -a
	sysctlSystem                    // --system
	sysctlHelp                      // -h
	sysctlVersion                   // -V
	sysctlBare                      // no word at all
)

// sysctlOptions are the flags of sysctl(8), and the words that are none.
type sysctlOptions struct {
	mode                                        sysctlMode
	values, names, binary, ignore, quiet, write bool
	deprecated, dry                             bool
	file                                        string // the value of -p
	pattern                                     *regexp.Regexp
	none                                        bool // the pattern is no regular expression, and matches nothing
	foreign                                     bool // the pattern is one that only glibc understands
	words                                       []string
	wrong                                       string // what getopt(3) says of a flag that there is not
}

// sysctlFlag is a flag, by its letter and by its word, either of which may be missing.
type sysctlFlag struct {
	letter byte
	word   string
	value  sysctlValue
	set    func(o *sysctlOptions, value string)
}

// sysctlValue tells whether a flag has a value.
type sysctlValue int

const (
	without sysctlValue = iota
	with
	perhaps // in the same word
)

// sysctlFlags is in the order of sysctl.c, in which getopt_long(3) names those that an abbreviation may mean.
func sysctlFlags() []sysctlFlag {
	mode := func(m sysctlMode) func(*sysctlOptions, string) {
		return func(o *sysctlOptions, _ string) { o.mode = m }
	}
	load := func(o *sysctlOptions, value string) {
		o.mode = max(o.mode, sysctlLoad)
		if value != "" {
			o.file = value
		}
	}
	all := func(o *sysctlOptions, _ string) { o.mode = sysctlAll }
	return []sysctlFlag{
		{'a', "all", without, all},
		{0, "deprecated", without, func(o *sysctlOptions, _ string) { o.deprecated = true }},
		{0, "dry-run", without, func(o *sysctlOptions, _ string) { o.dry = true }},
		{'b', "binary", without, func(o *sysctlOptions, _ string) { o.binary, o.values = true, true }},
		{'e', "ignore", without, func(o *sysctlOptions, _ string) { o.ignore = true }},
		{'N', "names", without, func(o *sysctlOptions, _ string) { o.names = true }},
		{'n', "values", without, func(o *sysctlOptions, _ string) { o.values = true }},
		{'p', "load", perhaps, load},
		{'q', "quiet", without, func(o *sysctlOptions, _ string) { o.quiet = true }},
		{'w', "write", without, func(o *sysctlOptions, _ string) { o.write = true }},
		{0, "system", without, mode(sysctlSystem)},
		{'r', "pattern", with, (*sysctlOptions).setPattern},
		{'h', "help", without, mode(sysctlHelp)},
		{'V', "version", without, mode(sysctlVersion)},
		{'f', "", without, load},
		{'A', "", without, all},
		{'X', "", without, all},
		{'d', "", without, mode(sysctlHelp)},
		{'o', "", without, func(*sysctlOptions, string) {}},
		{'x', "", without, func(*sysctlOptions, string) {}},
	}
}

// parseSysctl reads the words after "sysctl" as getopt_long(3) does: flags may stand behind other words. Some of them end the
// reading: what follows them is not looked at.
func parseSysctl(words []string) (o sysctlOptions) {
	if len(words) == 0 {
		o.mode = sysctlBare
		return o
	}
	for len(words) > 0 && o.mode < sysctlSystem && o.wrong == "" {
		word := words[0]
		words = words[1:]
		switch {
		case word == "--":
			o.words = append(o.words, words...)
			words = nil
		case strings.HasPrefix(word, "--"):
			words = o.long(word[2:], words)
		case len(word) > 1 && word[0] == '-':
			words = o.short(word[1:], words)
		default:
			o.words = append(o.words, word)
		}
	}
	o.foreign = o.foreign || slices.ContainsFunc(append(o.words, o.file), func(file string) bool {
		// Braces and a tilde in the name of a file, which a shell has seen to already but where they are quoted.
		return o.mode == sysctlLoad && (strings.HasPrefix(file, "~") || strings.Contains(file, "{"))
	})
	return o
}

// long takes a flag that is a word, perhaps abbreviated, and gives the words after it and its value.
func (o *sysctlOptions) long(word string, rest []string) []string {
	name, value, given := strings.Cut(word, "=")
	var fit []sysctlFlag
	for _, f := range sysctlFlags() {
		if f.word == name && name != "" {
			fit = []sysctlFlag{f}
			break
		}
		if f.word != "" && strings.HasPrefix(f.word, name) {
			fit = append(fit, f)
		}
	}
	switch {
	case len(fit) == 0:
		o.wrong = fmt.Sprintf("sysctl: unrecognized option '--%s'\n", word)
		return rest
	case len(fit) > 1:
		o.wrong = fmt.Sprintf("sysctl: option '--%s' is ambiguous; possibilities:", word)
		for _, f := range fit {
			o.wrong += " '--" + f.word + "'"
		}
		o.wrong += "\n"
		return rest
	}
	f := fit[0]
	switch {
	case given && f.value == without:
		o.wrong = fmt.Sprintf("sysctl: option '--%s' doesn't allow an argument\n", f.word)
		return rest
	case !given && f.value == with && len(rest) == 0:
		o.wrong = fmt.Sprintf("sysctl: option '--%s' requires an argument\n", f.word)
		return rest
	case !given && f.value == with:
		value, rest = rest[0], rest[1:]
	}
	f.set(o, value)
	return rest
}

// short takes the flags of a word that are letters, and gives the words after it and their value.
func (o *sysctlOptions) short(letters string, rest []string) []string {
	for i := range len(letters) {
		at := slices.IndexFunc(sysctlFlags(), func(f sysctlFlag) bool { return f.letter == letters[i] })
		if at < 0 {
			o.wrong = fmt.Sprintf("sysctl: invalid option -- '%c'\n", letters[i])
			return rest
		}
		f, value := sysctlFlags()[at], ""
		if f.value != without {
			value = letters[i+1:]
		}
		if f.value == with && value == "" {
			if len(rest) == 0 {
				o.wrong = fmt.Sprintf("sysctl: option requires an argument -- '%c'\n", f.letter)
				return rest
			}
			value, rest = rest[0], rest[1:]
		}
		if f.set(o, value); f.value != without || o.mode >= sysctlSystem {
			return rest
		}
	}
	return rest
}

// setPattern takes an extended regular expression of POSIX. What glibc's ones have beside is left to the machine's own sysctl.
func (o *sysctlOptions) setPattern(text string) {
	pattern, err := regexp.CompilePOSIX(text)
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		o.none = slices.Contains([]syntax.ErrorCode{syntax.ErrMissingBracket, syntax.ErrMissingParen, syntax.ErrMissingRepeatArgument}, wrong.Code)
		o.foreign = !o.none
	}
	o.pattern = pattern
	o.foreign = o.foreign || regexp.MustCompile("\\\\[A-Za-z0-9<>'`]").MatchString(text)
}

// chosen tells whether a text is one that -r asks for.
func (o *sysctlOptions) chosen(text string) bool {
	return !o.none && (o.pattern == nil || o.pattern.MatchString(text))
}

const sysctlUsage = `
Usage:
 sysctl [options] [variable[=value] ...]

Options:
  -a, --all            display all variables
  -A                   alias of -a
  -X                   alias of -a
      --deprecated     include deprecated parameters to listing
      --dry-run        Print the key and values but do not write
  -b, --binary         print value without new line
  -e, --ignore         ignore unknown variables errors
  -N, --names          print variable names without values
  -n, --values         print only values of the given variable(s)
  -p, --load[=<file>]  read values from file
  -f                   alias of -p
      --system         read values from all system directories
  -r, --pattern <expression>
                       select setting that match expression
  -q, --quiet          do not echo variable set
  -w, --write          enable writing a value to variable
  -o                   does nothing
  -x                   does nothing
  -d                   alias of -h

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see sysctl(8).
`
