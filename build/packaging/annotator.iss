; Installer for Windows, made by Inno Setup 6 from build\dist\Annotator:  iscc /DVersion=0.1.0 build\packaging\annotator.iss
; It installs for one person without asking for an administrator, or for all if an administrator runs it.
#ifndef Version
  #error Say /DVersion=x.y.z
#endif

[Setup]
AppId={{6E0A3C52-8B0E-4E0B-9B7C-5B9D2F6C41AE}
AppName=校注 Annotator
AppVersion={#Version}
AppPublisher=The Annotator project
DefaultDirName={autopf}\Annotator
DefaultGroupName=校注 Annotator
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\dist
OutputBaseFilename=Annotator-{#Version}-windows-x64
SetupIconFile=..\work\annotator.ico
UninstallDisplayIcon={app}\Annotator.exe
ChangesAssociations=yes
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[Files]
Source: "..\dist\Annotator\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\校注 Annotator"; Filename: "{app}\Annotator.exe"
Name: "{autodesktop}\校注 Annotator"; Filename: "{app}\Annotator.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.annotator"; ValueType: string; ValueData: "Annotator.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Annotator.Project"; ValueType: string; ValueData: "校注项目"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Annotator.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\Annotator.exe,0"
Root: HKA; Subkey: "Software\Classes\Annotator.Project\shell\open\command"; ValueType: string; ValueData: """{app}\Annotator.exe"" ""%1"""

[Run]
Filename: "{app}\Annotator.exe"; Description: "{cm:LaunchProgram,校注 Annotator}"; Flags: nowait postinstall skipifsilent
