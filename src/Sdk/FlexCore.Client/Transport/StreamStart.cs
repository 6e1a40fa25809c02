namespace FlexCore.Client.Transport;

/// <summary>The body that starts a stream.</summary>
/// <param name="Fresh">Whether to begin again.</param>
internal sealed record StreamStart(bool Fresh);
