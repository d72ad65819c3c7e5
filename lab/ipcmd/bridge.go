package ipcmd

import (
	"errors"
	"slices"
	"strings"
)

// ParseBridge reads the words of a command line of bridge(8), "bridge" itself left out. As of [Parse], the error is always
// an [*Error], and a wrong line with the option -n is a [Reply].
func ParseBridge(words []string) (Command, error) {
	c, err := parseBridgeLine(words)
	var refused *Error
	if c.Options.Netns != "" && errors.As(err, &refused) {
		reply := Reply{Words: words, Err: refused.Text, Status: refused.Status, Tool: "bridge"}
		return Command{Options: Options{Netns: c.Options.Netns}, Action: reply}, nil
	}
	return c, err
}

func parseBridgeLine(words []string) (Command, error) {
	a := &args{words: words}
	foreign := Command{Action: Foreign{Words: words, Tool: "bridge"}}
	options, other, err := parseBridgeOptions(a)
	c := Command{Options: options}
	switch {
	case err != nil:
		return c, err
	case options.version:
		c = Command{Options: Options{Netns: options.Netns}, Action: Reply{Words: words, Out: "bridge utility, 6.1.0\n", Tool: "bridge"}}
		return c, nil
	case other:
		return foreign, nil
	case options.batch != "":
		c.Action = Batch{File: options.batch, Tool: "bridge"}
		return c, nil
	case !a.more():
		return c, bridgeUsage()
	}
	return parseBridgeObject(a, options, foreign)
}

// parseBridgeObject reads what comes after the flags.
func parseBridgeObject(a *args, options Options, foreign Command) (c Command, err error) {
	c.Options = options
	word := a.word()
	a.skip()
	switch {
	case matches(word, "link"):
		c.Action, err = parseBridgeLink(a)
	case matches(word, "fdb"):
		c.Action, err = parseFDB(a)
	case matches(word, "mdb"):
		c.Action, err = parseMDB(a)
	case matches(word, "vlan"):
		c.Action, err = parseVLAN(a)
	case matches(word, "vni"):
		return foreign, nil
	case matches(word, "monitor"):
		c.Action, err = parseBridgeMonitor(a)
	case matches(word, "help"):
		return c, bridgeUsage()
	default:
		return c, refuse(255, "Object \"%s\" is unknown, try \"bridge help\".\n", word)
	}
	if _, ok := c.Action.(Foreign); ok && err == nil {
		return foreign, nil
	}
	return c, err
}

// parseBridgeOptions reads the flags before the object; foreign tells that one of them is for the machine's own bridge.
func parseBridgeOptions(a *args) (o Options, foreign bool, err error) {
	for ; a.more(); a.skip() {
		word := a.word()
		if word == "--" {
			a.skip()
			break
		}
		if word == "" || word[0] != '-' {
			break
		}
		if strings.HasPrefix(word, "--") {
			word = word[1:]
		}
		other, err := o.setBridge(a, word)
		if err != nil || o.version {
			return o, false, err
		}
		foreign = foreign || other
	}
	return o, foreign, nil
}

// setBridge takes one flag, and its value from a. The order of the cases is that of bridge.c.
func (o *Options) setBridge(a *args, option string) (foreign bool, err error) {
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(full string) bool { return matches(option, full) })
	}
	switch {
	case is("-help"):
		return false, bridgeUsage()
	case is("-Version"):
		o.version = true
	case is("-stats", "-statistics"):
		o.Stats++
	case is("-details"):
		o.Details = true
	case is("-oneline"):
		o.OneLine = true
	case is("-timestamp"), option == "-4", option == "-6":
		// Nothing that is printed here differs with them.
	case is("-family"):
		a.skip()
		switch family := a.word(); {
		case !a.more() || family == "help":
			return false, bridgeUsage()
		case family != "inet" && family != "inet6":
			return false, invalid("invalid protocol family", family)
		}
	case is("-netns"):
		return false, o.netns(a)
	case isColor(option):
		o.Color = colorMode(option)
	case is("-compressvlans"):
		o.CompressVLANs = true
	case is("-force"):
		o.Force = true
	case is("-json"):
		o.JSON = true
	case is("-pretty"):
		o.Pretty = true
	case is("-batch"):
		a.skip()
		if !a.more() {
			return false, bridgeUsage()
		}
		o.batch = a.word()
	default:
		return false, refuse(255, "Option \"%s\" is unknown, try \"bridge help\".\n", option)
	}
	return false, nil
}

// parseBridgeMonitor reads the words after "bridge monitor" (bridge/monitor.c). What is right is for the machine's own bridge.
func parseBridgeMonitor(a *args) (Action, error) {
	for ; a.more(); a.skip() {
		switch word := a.word(); {
		case matches(word, "file"):
			if _, err := a.next(); err != nil {
				return nil, err
			}
		case matches(word, "link"), matches(word, "fdb"), matches(word, "mdb"), matches(word, "vlan"), word == "vni", word == "all":
		case matches(word, "help"):
			return nil, refuse(255, "Usage: bridge monitor [file | link | fdb | mdb | vlan | vni | all]\n")
		default:
			return nil, refuse(255, "Argument \"%s\" is unknown, try \"bridge monitor help\".\n", word)
		}
	}
	return Foreign{}, nil
}

func bridgeUsage() error { return &Error{Text: bridgeUsageText, Status: 255} }
