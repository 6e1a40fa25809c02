global using FlexCore.Hocon.Options;
global using FlexCore.Hosting.Documents;
global using FlexCore.Hosting.Engine;
