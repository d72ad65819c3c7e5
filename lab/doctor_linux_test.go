package lab

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"

	"vethlab/lab/kernel"
)

// What a doctor tries leaves nothing that a lab sees, and its list is that of lessons' needs.
func TestDiagnose(t *testing.T) {
	files := openFiles(t)
	list := Diagnose(context.Background())
	var tried []string
	for _, a := range list {
		tried = append(tried, a.Name)
		if a.OK == (a.Why != "") || a.OK == (a.Cure != "") {
			t.Errorf("unexpected ability: want a cause and a cure where it fails, and only there, got %+v", a)
		}
	}
	if !slices.Equal(tried, names()) {
		t.Errorf("unexpected abilities: want %q, got %q", names(), tried)
	}
	list = slices.DeleteFunc(list, func(a Ability) bool { return a.OK })
	if lacking := Lacking(context.Background(), tried); !slices.Equal(lacking, list) {
		t.Errorf("unexpected abilities that are lacking: want %v, got %v", list, lacking)
	}
	if left, err := os.ReadDir(kernel.RunDir); len(left) > 0 || err != nil {
		t.Errorf("unexpected names after Diagnose: want none, got %v, error %v", left, err)
	}
	if got := openFiles(t); got != files {
		t.Errorf("unexpected open files: want\n%s\ngot\n%s", files, got)
	}
}

func TestLacks(t *testing.T) {
	modules := filepath.Join(t.TempDir(), "6.8.0-41-generic")
	if err := os.Mkdir(modules, 0o755); err != nil {
		t.Fatal(err)
	}
	list := "kernel/net/8021q/8021q.ko.zst: kernel/net/802/mrp.ko.zst\n"
	if err := os.WriteFile(filepath.Join(modules, "modules.dep"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	vlan := try{name: "vlan", cure: "become root", module: "8021q", option: "CONFIG_VLAN_8021Q"}
	dummy := try{name: "dummy", cure: "become root", module: "dummy", option: "CONFIG_DUMMY"}
	for _, test := range []struct {
		try     try
		err     error
		modules string
		want    Ability
	}{
		{vlan, unix.EOPNOTSUPP, modules, Ability{Why: "this kernel has no vlan", Cure: "sudo modprobe 8021q"}},
		{vlan, unix.EOPNOTSUPP, "/nowhere", Ability{Why: "this kernel has no vlan",
			Cure: "sudo modprobe 8021q on the machine itself, or use a kernel with CONFIG_VLAN_8021Q"}},
		{dummy, unix.EOPNOTSUPP, modules, Ability{Why: "this kernel has no dummy, nor a module for it",
			Cure: "use a kernel with CONFIG_DUMMY (Ubuntu: sudo apt install linux-modules-extra-6.8.0-41-generic)"}},
		{dummy, unix.EPERM, modules, Ability{Why: "operation not permitted", Cure: "become root"}},
		{try{name: "docker", cure: "install it"}, errors.New("there is none"), modules, Ability{Why: "there is none", Cure: "install it"}},
	} {
		test.want.Name = test.try.name
		if got := test.try.lacks(test.err, test.modules); got != test.want {
			t.Errorf("unexpected ability:\nwant %+v\ngot  %+v", test.want, got)
		}
	}
}
