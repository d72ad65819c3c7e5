//go:build unix

// Command picture takes a picture of a terminal program: it runs the program in a pseudo-terminal, waits and presses keys as
// it is told, and writes what is then on the screen as SVG, or, by rsvg-convert, as PNG (Debian: librsvg2-bin,
// fonts-dejavu-core, fonts-noto-cjk). The picture in the README is made, from the top of the repository, by
//
//	go build -o /tmp/vethlab ./cmd/vethlab && go run ./docs/picture -o docs/veth.png -size 120x32 -wait '▶ ping' -key enter -wait '▶ ip netns' -key enter -wait 'enter: next step' -pause 15s -- /tmp/vethlab run veth --step 8
//
// The program sees a terminal of 256 and of all colours, a UTF-8 locale, and an empty $XDG_STATE_HOME that is thrown away
// afterwards: a picture neither depends on what was done before nor changes it.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	err := run(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// order is what the command line asks for.
type order struct {
	file          string
	width, height int
	light         bool
	patience      time.Duration
	steps         []step
	command       []string
}

const usage = `Usage: picture -o FILE [flags] -- COMMAND [ARGUMENT...]

Run COMMAND in a terminal, and write a picture of its screen. What is to be done before
(-wait, -pause, -key, -type) is done in the order of the flags. After each key, and before the
picture is taken, the screen has to have been still for a moment.

`

func parse(args []string) (order, error) {
	var o order
	flags := flag.NewFlagSet("picture", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.file, "o", "", "write the picture to `FILE`, which ends in .svg or .png")
	flags.BoolVar(&o.light, "light", false, "let the terminal have a light background")
	flags.DurationVar(&o.patience, "patience", time.Minute, "how long to wait for a text, at most")
	size := flags.String("size", "120x36", "`COLUMNSxROWS` of the terminal")
	flags.Func("wait", "wait until a line of the screen holds `TEXT`", func(text string) error {
		o.steps = append(o.steps, wait(text))
		return nil
	})
	flags.Func("key", "press the key `NAME`: one character, ctrl+a to ctrl+z, or one of\n"+keyNames, func(name string) error {
		bytes, err := key(name)
		o.steps = append(o.steps, press(bytes))
		return err
	})
	flags.Func("pause", "let the program go on for a `TIME`, such as 5s, where no text tells when", func(text string) error {
		length, err := time.ParseDuration(text)
		o.steps = append(o.steps, pause(length))
		return err
	})
	flags.Func("type", "press one after another the keys of `TEXT`", func(text string) error {
		for _, r := range text {
			o.steps = append(o.steps, press(string(r)))
		}
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if n, err := fmt.Sscanf(*size, "%dx%d", &o.width, &o.height); n != 2 || err != nil || o.width < 1 || o.height < 1 ||
		o.width > 1000 || o.height > 1000 {
		return o, fmt.Errorf("-size %s: want columns and rows, such as 120x36", *size)
	}
	if end := filepath.Ext(o.file); end != ".svg" && end != ".png" {
		return o, fmt.Errorf("-o %q: want the name of a file that ends in .svg or .png", o.file)
	}
	if o.command = flags.Args(); len(o.command) == 0 {
		return o, errors.New("want a command to run, after --")
	}
	return o, nil
}

func run(args []string) (err error) {
	o, err := parse(args)
	if err != nil {
		return err
	}
	look := dark()
	if o.light {
		look = light()
	}
	state, err := os.MkdirTemp("", "picture-")
	if err != nil {
		return fmt.Errorf("make a directory for the state of %s: %w", o.command[0], err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(state)) }()
	t, err := start(o.command, environment(os.Environ(), state), o.width, o.height, look)
	if err != nil {
		return err
	}
	defer t.close()
	for _, s := range o.steps {
		if err := s(t, o.patience); err != nil {
			return err
		}
	}
	t.settle()
	return write(o.file, look.svg(t.cells()))
}

// environment is that of this program but for what makes pictures differ from machine to machine.
func environment(own []string, state string) []string {
	var e []string
	for _, variable := range own {
		name, _, _ := strings.Cut(variable, "=")
		if name != "NO_COLOR" && name != "LANGUAGE" && !strings.HasPrefix(name, "LC_") {
			e = append(e, variable)
		}
	}
	return append(e, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "XDG_STATE_HOME="+state)
}

// write writes the picture in the format that the file's name asks for.
func write(file, picture string) error {
	if filepath.Ext(file) == ".svg" {
		return os.WriteFile(file, []byte(picture), 0o644)
	}
	convert := exec.Command("rsvg-convert", "-o", file)
	convert.Stdin = strings.NewReader(picture)
	var said bytes.Buffer
	convert.Stderr = &said
	if err := convert.Run(); errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("write %s: %w (it is in Debian's librsvg2-bin; a file that ends in .svg needs no other program)", file, err)
	} else if err != nil {
		return fmt.Errorf("write %s: rsvg-convert: %w: %s", file, err, strings.TrimSpace(said.String()))
	}
	return nil
}
