package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"vethlab/lab/explain"
	"vethlab/lessons"
)

// version is what `vethlab --version` tells.
const version = "0.1.0"

// settings are the flags that every command has.
type settings struct {
	lang   string // "en" or "zh"
	spoken string // as lang, but known before the flags are read, and whatever they say

	onMain func(func() error) error // carries something out on the main thread, in a lab's process; nil before there is one
}

func root(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "vethlab",
		Short: "Learn Linux networking by building it",
		Long: "vethlab opens a private world of network namespaces on the real kernel, as an ordinary user,\n" +
			"and walks you through lessons in it. Your machine's own network is not touched.",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return s.start(c) },
	}
	c.PersistentFlags().StringVar(&s.lang, "lang", "", "language: en or zh (from LANG, if not given)")
	c.PersistentPreRunE = func(*cobra.Command, []string) error { return s.settle() }
	c.SetFlagErrorFunc(flagError)
	c.CompletionOptions.HiddenDefaultCmd = true
	c.AddCommand(runCommand(s), listCommand(s), shCommand(s), exportCommand(s), explainCommand(s), checkCommand(s), doctorCommand(s),
		recordCommand(s))
	return c
}

// settle checks the language, and takes it from the environment where none was given.
func (s *settings) settle() error {
	switch s.lang {
	case "en", "zh":
		return nil
	case "":
		s.lang = localLanguage()
		return nil
	default:
		return usage(fmt.Errorf("unknown language %q; there are: en, zh", s.lang))
	}
}

// localLanguage is that of the environment (locale(7)).
func localLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}

// language is that in which the command line is spoken of: it is needed before the flags are read, for the help and for wrong ones.
func language(words []string) string {
	lang := ""
	for i, word := range words {
		if word == "--" {
			break
		}
		if word == "--lang" && i+1 < len(words) {
			lang = words[i+1]
		}
		if of, ok := strings.CutPrefix(word, "--lang="); ok {
			lang = of
		}
	}
	if lang == "en" || lang == "zh" {
		return lang
	}
	return localLanguage()
}

// said is a text about this machine in the language.
func (s *settings) said(text string) string { return said(text, s.lang) }

func said(text, lang string) string {
	if lang == "en" {
		return text
	}
	table, err := explain.Read()
	if err != nil {
		// A test has seen to it that there is none.
		return text
	}
	return table.Said(text, lang)
}

// saidOfFile is what is wrong with a file in the language, "file:line:column: …" a line.
func (s *settings) saidOfFile(text string) string {
	at := regexp.MustCompile(`^.*?:\d+:\d+: `)
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		place := at.FindString(line)
		list = append(list, place+said(line[len(place):], s.spoken))
	}
	return strings.Join(list, "\n")
}

// onTerminal tells whether a person sits before both ends of the program, at a terminal that can show a screen.
func onTerminal() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("TERM") != "dumb"
}

func noArguments(c *cobra.Command, words []string) error {
	if len(words) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Root().Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	// Whoever types a lesson's name as a command means to run it.
	if l, err := lessons.Find(words[0], "en"); err == nil {
		return usage(fmt.Errorf("unknown command %q; did you mean `vethlab run %s`?", words[0], l.ID))
	}
	return usage(unknown("command", words[0], names))
}

// flagError offers the nearest flag for one that is not there, and says of a value what it should be.
func flagError(c *cobra.Command, err error) error {
	message := err.Error()
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "int" {
		return usage(fmt.Errorf("--%s %q: want a number", invalid.GetFlag().Name, invalid.GetValue()))
	}
	word, found := strings.CutPrefix(message, "unknown flag: ")
	if !found {
		return usage(err)
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return usage(unknown("flag", word, names))
}

func unknown(what, word string, known []string) error {
	if near := lessons.Nearest(word, known); near != "" {
		return fmt.Errorf("unknown %s %q; did you mean %q?", what, word, near)
	}
	return fmt.Errorf("unknown %s %q", what, word)
}

// oneLesson wants the name or the file of a lesson.
func oneLesson(c *cobra.Command, words []string) error {
	switch len(words) {
	case 0:
		return usage(fmt.Errorf("%s needs a lesson, such as `vethlab %s veth`; `vethlab list` tells which there are", c.Name(), c.Name()))
	case 1:
		return nil
	}
	return usage(fmt.Errorf("%s takes one lesson at a time, and here are %d words", c.Name(), len(words)))
}

// arguments wraps cobra's count of arguments so that a wrong one is wrong usage.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, words []string) error {
		if err := check(c, words); err != nil {
			return usage(err)
		}
		return nil
	}
}
