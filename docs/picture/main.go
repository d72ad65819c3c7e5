//go:build unix

// Command picture makes a picture of a terminal program's screen: it runs the program in a pseudo-terminal, presses keys, and writes
// what is then on the screen as SVG, or, by rsvg-convert (Debian's librsvg2-bin, with fonts-dejavu-core and
// fonts-noto-cjk), as PNG. The picture of the README is made by
//
//	go build -o /tmp/vethlab ./cmd/vethlab && go run ./docs/picture -size 124x34 -o docs/veth.png \
//	    -do 'wait:lo up,n,n,n,n,n,n,n,wait:step 8,key:enter,wait:rtt,key:enter,wait:next step,wait:▁▁▁▁' -- /tmp/vethlab run veth
//
// -do is a list of what is done, in order, with commas between: wait:TEXT waits until the text is on the screen, key:NAME presses
// a key (enter, esc, tab, up, down, left, right), and anything else is typed as it is.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("picture", flag.ExitOnError)
	size := flags.String("size", "120x36", "columns and rows of the terminal")
	out := flags.String("o", "", "the file to write: .svg or .png")
	do := flags.String("do", "", "what to do before the picture is taken")
	patience := flags.Duration("patience", time.Minute, "how long to wait for a text")
	flags.Parse(args)
	var width, height int
	if _, err := fmt.Sscanf(*size, "%dx%d", &width, &height); err != nil || width < 1 || height < 1 {
		return fmt.Errorf("-size %s: want columns and rows, such as 120x36", *size)
	}
	if *out == "" || flags.NArg() == 0 {
		return errors.New("want -o FILE, and after -- the command to run")
	}
	p, err := start(flags.Args(), width, height)
	if err != nil {
		return err
	}
	defer p.close()
	for _, step := range strings.Split(*do, ",") {
		if err := p.do(step, *patience); err != nil {
			return err
		}
	}
	return write(*out, svg(p.cells()))
}

// write writes the picture in the format that the file's name asks for.
func write(file, picture string) error {
	if !strings.HasSuffix(file, ".png") {
		return os.WriteFile(file, []byte(picture), 0o644)
	}
	convert := exec.Command("rsvg-convert", "--zoom", "1.25", "-o", file)
	convert.Stdin = strings.NewReader(picture)
	var said bytes.Buffer
	convert.Stderr = &said
	if err := convert.Run(); err != nil {
		return fmt.Errorf("rsvg-convert: %w: %s", err, said.String())
	}
	return nil
}
