global using FlexCore.Hosting.Configuration;
global using FlexCore.Hosting.Documents;
global using FlexCore.Hosting.Engine;
