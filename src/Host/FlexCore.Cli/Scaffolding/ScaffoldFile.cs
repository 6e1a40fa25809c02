namespace FlexCore.Cli.Scaffolding;

/// <summary>A file to create.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text.</param>
internal sealed record ScaffoldFile(string Name, string Text);
