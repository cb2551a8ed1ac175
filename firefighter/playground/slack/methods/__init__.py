"""The Web API, one file per family of methods.

To add a method, write a function in its family's file and decorate it:

    @method("pins.add", scope="pins:write", tier=2)
    def add(workspace: Workspace, arguments: Arguments) -> Json: ...

It answers what Slack adds to `{"ok": true}`, or raises `RefusedError`. A new family also needs its
line in `catalogue.py`.
"""
