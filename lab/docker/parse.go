package docker

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// UsageError is what docker says of words that it does not understand, as it says it on standard error.
type UsageError struct {
	Status int // docker's exit code: 1 or 125
	Text   string
}

func (e *UsageError) Error() string { return e.Text }

// Parse reads the words of a docker command, without "docker". An error is a *UsageError. What docker itself refuses only when it
// is about to speak to its engine, such as a port that is no number, is refused by [Run].
func Parse(args []string) (Command, error) {
	if len(args) > 0 && strings.HasPrefix(args[0], "-") {
		return parseRoot(args)
	}
	return parseCommand(args)
}

// parseCommand reads a command's name and what follows it.
func parseCommand(args []string) (Command, error) {
	if len(args) == 0 {
		return &Help{Bare: true}, nil
	}
	name, rest := args[0], args[1:]
	switch e, ok := find(name); {
	case name == "help":
		return helpOn(rest)
	case isGroup(name):
		return parseGroup(name, rest)
	case ok && !strings.Contains(name, " "):
		return e.parse(name, rest)
	case slices.Contains(others(), name):
		return nil, &UsageError{1, fmt.Sprintf("docker: '%s' is a docker command that the lab does not have.\nSee 'docker --help'", name)}
	}
	return nil, &UsageError{1, fmt.Sprintf("docker: '%s' is not a docker command.\nSee 'docker --help'", name)}
}

func isGroup(name string) bool {
	return slices.ContainsFunc(groups(), func(g [2]string) bool { return g[0] == name })
}

// others are docker's commands that there are no words for here.
func others() []string {
	return strings.Fields(`build builder commit completion config context cp diff events export history import load login logout
		manifest node pause plugin push rename rmi save search secret service stack stats swarm tag trust unpause update volume`)
}

func withHelp(f *pflag.FlagSet) (help *bool) {
	if f.ShorthandLookup("h") != nil {
		return f.Bool("help", false, "Print usage")
	}
	help = f.BoolP("help", "h", false, "Print usage")
	// Both errors say that there is no such flag.
	_ = f.MarkShorthandDeprecated("help", "please use --help")
	_ = f.MarkHidden("help")
	return help
}

// parseRoot reads what stands before a command.
func parseRoot(args []string) (Command, error) {
	f := pflag.NewFlagSet("docker", pflag.ContinueOnError)
	f.SetInterspersed(false)
	var said strings.Builder
	f.SetOutput(&said)
	help := withHelp(f)
	version := f.BoolP("version", "v", false, "Print version information and quit")
	switch err := f.Parse(args); {
	case err != nil:
		return nil, &UsageError{125, fmt.Sprintf("%v\nSee 'docker --help'.\n\n%s", err, helpText(nil))}
	case *version:
		return &Version{Short: true}, nil
	case *help:
		return &Help{Note: said.String()}, nil
	}
	return parseCommand(f.Args())
}

// parseGroup reads what stands after the name of a group.
func parseGroup(group string, args []string) (Command, error) {
	f := pflag.NewFlagSet("docker "+group, pflag.ContinueOnError)
	f.SetInterspersed(false)
	var said strings.Builder
	f.SetOutput(&said)
	help := withHelp(f)
	switch err := f.Parse(args); {
	case err != nil:
		return nil, &UsageError{125, fmt.Sprintf("%v\nSee 'docker %s --help'.\n\n%s", err, group, helpText([]string{group}))}
	case *help:
		return &Help{Topic: []string{group}, Note: said.String()}, nil
	case f.NArg() == 0:
		return &Help{Topic: []string{group}, Bare: true}, nil
	}
	name := group + " " + f.Arg(0)
	if e, ok := find(name); ok {
		return e.parse(e.called(name)[0], f.Args()[1:])
	}
	return nil, &UsageError{1, "\n" + strings.TrimSuffix(helpText([]string{group}), "\n")}
}

// parse reads the words after a command's name, which is the one of the group in which it was called.
func (e entry) parse(name string, args []string) (Command, error) {
	c := e.make()
	f := flagSet(c)
	f.SetInterspersed(!e.verbatim)
	var said strings.Builder
	f.SetOutput(&said)
	help := withHelp(f)
	if err := f.Parse(args); err != nil {
		return nil, &UsageError{125, said.String() + fmt.Sprintf("%v\nSee 'docker %s --help'.", err, name)}
	}
	if *help {
		return &Help{Topic: strings.Fields(name), Note: said.String()}, nil
	}
	if wrong := e.count(f.NArg()); wrong != "" {
		return nil, &UsageError{1, fmt.Sprintf("\"docker %s\" %s.\nSee 'docker %s --help'.\n\nUsage:  %s\n\n%s",
			name, wrong, name, e.line(name), e.short)}
	}
	c.take(slices.Clone(f.Args()))
	return c, nil
}

// count tells what is wrong with a number of operands; it is empty if nothing is.
func (e entry) count(n int) string {
	arguments := func(n int) string {
		if n == 1 {
			return "argument"
		}
		return "arguments"
	}
	switch {
	case n >= e.min && (e.max < 0 || n <= e.max):
		return ""
	case e.max == 0:
		return "accepts no arguments"
	case e.max < 0:
		return fmt.Sprintf("requires at least %d %s", e.min, arguments(e.min))
	case e.min == e.max:
		return fmt.Sprintf("requires exactly %d %s", e.min, arguments(e.min))
	case e.min == 0:
		return fmt.Sprintf("requires at most %d %s", e.max, arguments(e.max))
	}
	return fmt.Sprintf("requires at least %d and at most %d %s", e.min, e.max, arguments(e.max))
}

// helpOn is `docker help TOPIC…`.
func helpOn(topic []string) (Command, error) {
	if len(topic) == 0 {
		return &Help{}, nil
	}
	if _, ok := find(strings.Join(topic, " ")); ok || len(topic) == 1 && isGroup(topic[0]) {
		return &Help{Topic: topic}, nil
	}
	return nil, &UsageError{1, "unknown help topic: " + strings.Join(topic, " ")}
}

// statusOf gives docker's exit code for an error, and what is printed of it.
func statusOf(err error) (status int, text string) {
	var usage *UsageError
	if errors.As(err, &usage) {
		return usage.Status, usage.Text
	}
	var f *failure
	if errors.As(err, &f) {
		return f.status, f.text
	}
	return 1, err.Error()
}

// failure ends a command with a status; an empty text prints nothing. err is what it comes from, and may be nil.
type failure struct {
	status int
	text   string
	err    error
}

func (f *failure) Error() string { return f.text }
func (f *failure) Unwrap() error { return f.err }
