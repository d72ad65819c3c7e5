package lab

import (
	"context"

	"vethlab/lab/shell"
	"vethlab/lab/tool"
)

// programs are those that a world carries out itself, beside the words of package shell.
func (w *world) programs() map[string]shell.Program {
	all := map[string]shell.Program{}
	for _, name := range []string{"httpd", "nc"} {
		all[name] = inProcess(tool.Programs()[name])
	}
	if !w.isReal() {
		all["docker"] = w.docker
	}
	return all
}

// substitutes are carried out here where the machine has none of that name.
func (w *world) substitutes() map[string]shell.Program {
	all := map[string]shell.Program{}
	for name, run := range tool.Programs() {
		all[name] = inProcess(run)
	}
	if w.isReal() {
		// Docker's own command line goes before ours.
		all["docker"] = w.docker
	}
	return all
}

// inProcess carries a small program out in the lab's own process: its sockets are made in the namespace in which the shell stands.
func inProcess(run tool.Program) shell.Program {
	return func(ctx context.Context, p shell.Process) (int, error) {
		t := tool.Process{Argv: p.Argv, Dir: p.Dir, Env: p.Env(), Stdout: p.Stdout, Stderr: p.Stderr, Do: p.Namespace.Do}
		if p.Stdin != nil {
			t.Stdin = p.Stdin
		}
		var err error
		t.Elsewhere = func(ctx context.Context) (status int) {
			status, err = p.Foreign(ctx)
			return status
		}
		status := run(ctx, t)
		return status, err
	}
}
