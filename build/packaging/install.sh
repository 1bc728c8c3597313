#!/bin/sh
# Puts the icon, the menu entry and the kind of file of this unpacked program into the person's own folders.
# Nothing is copied: the program stays where it is. "install.sh --remove" takes the entries away again.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
program=$(dirname -- "$here")/Annotator
data=${XDG_DATA_HOME:-$HOME/.local/share}
name=org.annotator.Annotator
if [ "${1:-}" = "--remove" ]; then
    rm -f "$data/applications/$name.desktop" "$data/mime/packages/annotator.xml" \
        "$data/icons/hicolor/scalable/apps/$name.svg"
else
    mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
    sed -e "s|^Exec=.*|Exec=\"$program\" %F|" -e "s|^TryExec=.*|TryExec=$program|" "$here/$name.desktop" \
        >"$data/applications/$name.desktop"
    cp "$here/annotator-mime.xml" "$data/mime/packages/annotator.xml"
    cp "$here/$name.svg" "$data/icons/hicolor/scalable/apps/$name.svg"
fi
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime"; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database "$data/applications"; fi
