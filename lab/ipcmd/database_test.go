package ipcmd

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// files are databases without a disk; what was corrupted is noted.
type files struct {
	texts map[string]string
	wrong *[]string
}

func (f files) Read(file string) []DatabaseFile {
	if text, ok := f.texts[file]; ok {
		return []DatabaseFile{{"/" + file, text}}
	}
	return nil
}

func (f files) Corrupted(path, line string) { *f.wrong = append(*f.wrong, path+": "+line) }

// TestDatabases reads names of the machine's own in commands, and writes them in output.
func TestDatabases(t *testing.T) {
	var wrong []string
	own := files{map[string]string{
		"rt_tables": "# a remark\n\n200 vpn\n0x64\thexed # another\n254 principal\n", "rt_protos": "4 fixed\n77 mine\nbroken\n78 after\n",
	}, &wrong}
	for _, test := range []struct {
		words string
		table uint32
		err   bool
	}{
		{"vpn", 200, false}, {"hexed", 100, false}, {"principal", 254, false}, {"main", 254, false}, {"7", 7, false}, {"nowhere", 0, true},
	} {
		c, err := ParseWith(own, strings.Fields("route add 10.0.0.0/8 dev lo table "+test.words))
		if (err != nil) != test.err {
			t.Errorf("table %s: want an error %t, got %v", test.words, test.err, err)
		}
		if add, ok := c.Action.(RouteModify); ok && (add.Table == nil || *add.Table != test.table) {
			t.Errorf("table %s: want %d, got %v", test.words, test.table, add.Table)
		}
	}
	for _, name := range []string{"static", "after"} {
		// The number of one was given another name; the other stands behind what cannot be read.
		if _, err := ParseWith(own, strings.Fields("route add 10.0.0.0/8 dev lo proto "+name)); err == nil {
			t.Errorf("proto %s: want an error, got none", name)
		}
	}
	if want := []string{"/rt_protos: broken\n", "/rt_protos: broken\n"}; !reflect.DeepEqual(wrong, want) {
		t.Errorf("unexpected complaints: want %q, got %q", want, wrong)
	}
	p := NewPrinter(Options{own: ownFrom(own)})
	got := []string{p.named(protocolNames(), "static"), p.named(protocolNames(), "77"), p.named(protocolNames(), "static"), p.named(tableNames(), "main"), p.named(tableNames(), "9")}
	if want := []string{"static", "mine", "fixed", "principal", "9"}; !reflect.DeepEqual(got, want) {
		t.Errorf("unexpected names: want %q, got %q", want, got)
	}
}

// FuzzReadNames holds that names that were read are read again when they are written down.
func FuzzReadNames(f *testing.F) {
	f.Add("# a remark\n\n200 vpn\n0x64\thexed # another\nbroken\n")
	f.Fuzz(func(t *testing.T, text string) {
		names, _ := readNames(text)
		var b strings.Builder
		for _, n := range names {
			fmt.Fprintf(&b, "%d %s\n", n.number, n.name)
		}
		if again, wrong := readNames(b.String()); !reflect.DeepEqual(again, names) || wrong != "" {
			t.Errorf("unexpected names of %q: want %v, got %v, %q", text, names, again, wrong)
		}
	})
}
