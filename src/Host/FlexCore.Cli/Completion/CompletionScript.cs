namespace FlexCore.Cli.Completion;

/// <summary>What teaches a shell to complete.</summary>
/// <param name="Installation">How to install it, as a sentence.</param>
/// <param name="Text">The script.</param>
internal sealed record CompletionScript(string Installation, string Text);
