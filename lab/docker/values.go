package docker

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/docker/api/types/filters"
)

// list is an option that may be given several times. check refuses a value, or gives what is kept of it; nil keeps all.
type list struct {
	values *[]string
	kind   string // as the help shows it
	check  func(string) (string, error)
}

func (l list) String() string     { return strings.Join(*l.values, ",") }
func (l list) Type() string       { return l.kind }
func (l list) GetSlice() []string { return *l.values }

func (l list) Set(value string) error {
	if l.check != nil {
		kept, err := l.check(value)
		if err != nil {
			return err
		}
		value = kept
	}
	*l.values = append(*l.values, value)
	return nil
}

// commas is an option that may be given several times, with several values at a time.
type commas struct{ values *[]string }

func (l commas) String() string { return strings.Join(*l.values, ",") }
func (l commas) Type() string   { return "strings" }

func (l commas) Set(value string) error {
	if value == "" {
		return nil
	}
	some, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return err
	}
	*l.values = append(*l.values, some...)
	return nil
}

// GetSlice are the values, each written so that Set reads it as one.
func (l commas) GetSlice() []string {
	var written []string
	for _, v := range *l.values {
		if v == "" {
			written = append(written, `""`)
			continue
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		// A strings.Builder takes everything.
		_ = w.Write([]string{v})
		w.Flush()
		written = append(written, strings.TrimSuffix(b.String(), "\n"))
	}
	return written
}

// optional is an option of which it counts whether it was given at all.
type optional[T any] struct {
	value **T
	kind  string
	read  func(string) (T, error)
}

func (o optional[T]) Type() string { return o.kind }

func (o optional[T]) String() string {
	if *o.value == nil {
		return ""
	}
	return fmt.Sprint(**o.value)
}

func (o optional[T]) GetSlice() []string {
	if *o.value == nil {
		return nil
	}
	return []string{o.String()}
}

func (o optional[T]) Set(value string) error {
	v, err := o.read(value)
	if err != nil {
		return err
	}
	*o.value = &v
	return nil
}

func optionalString(p **string) optional[string] {
	return optional[string]{p, "string", func(s string) (string, error) { return s, nil }}
}

func optionalInt(p **int) optional[int] {
	return optional[int]{p, "int", func(s string) (int, error) {
		n, err := strconv.ParseInt(s, 0, 64)
		return int(n), err
	}}
}

// filter is an option NAME=VALUE of a list.
func filter(values *[]string) list {
	return list{values, "filter", func(value string) (string, error) {
		if value != "" && !strings.Contains(value, "=") {
			return "", errors.New("bad format of filter (expected name=value)")
		}
		return value, nil
	}}
}

// filtersOf is what the engine is asked with.
func filtersOf(values []string) filters.Args {
	args := filters.NewArgs()
	for _, v := range values {
		if name, value, ok := strings.Cut(v, "="); ok {
			args.Add(strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value))
		}
	}
	return args
}

// pairs is the map that values of the form KEY=VALUE say.
func pairs(values []string) map[string]string {
	m := make(map[string]string, len(values))
	for _, v := range values {
		key, value, _ := strings.Cut(v, "=")
		m[key] = value
	}
	return m
}

func checkAddress(value string) (string, error) {
	if ip := net.ParseIP(strings.TrimSpace(value)); ip != nil {
		return ip.String(), nil
	}
	return "", fmt.Errorf("%s is not an ip address", value)
}

func checkEnv(value string) (string, error) {
	if name, _, _ := strings.Cut(value, "="); name == "" {
		return "", errors.New("invalid environment variable: " + value)
	}
	return value, nil
}

func checkLabel(value string) (string, error) {
	key, _, _ := strings.Cut(value, "=")
	key = strings.TrimLeft(key, " \t")
	switch {
	case key == "":
		return "", fmt.Errorf("invalid label '%s': empty name", value)
	case strings.ContainsAny(key, " \t"):
		return "", fmt.Errorf("label '%s' contains whitespaces", key)
	}
	return value, nil
}

func checkHost(value string) (string, error) {
	name, address, ok := strings.Cut(value, ":")
	if !ok || name == "" {
		return "", fmt.Errorf("bad format for add-host: %q", value)
	}
	if _, err := checkAddress(address); err != nil && address != "host-gateway" {
		return "", fmt.Errorf("invalid IP address in add-host: %q", address)
	}
	return value, nil
}

// checkSysctl takes the settings that namespaces have of their own.
func checkSysctl(value string) (string, error) {
	key, _, ok := strings.Cut(value, "=")
	kernel := strings.Fields("msgmax msgmnb msgmni sem shmall shmmax shmmni shm_rmid_forced")
	name, ofKernel := strings.CutPrefix(key, "kernel.")
	if ok && (strings.HasPrefix(key, "net.") || strings.HasPrefix(key, "fs.mqueue.") || ofKernel && slices.Contains(kernel, name)) {
		return value, nil
	}
	return "", fmt.Errorf("sysctl '%s' is not whitelisted", value)
}

func checkStream(value string) (string, error) {
	streams := []string{"stdin", "stdout", "stderr"}
	if s := strings.ToLower(value); slices.Contains(streams, s) {
		return s, nil
	}
	return "", errors.New("valid streams are STDIN, STDOUT and STDERR")
}

// mapping is an option KEY=VALUE of a list, which docker's help shows as a map.
type mapping struct{ list }

func (m mapping) Type() string   { return "map" }
func (m mapping) String() string { return fmt.Sprint(pairs(*m.values)) }
