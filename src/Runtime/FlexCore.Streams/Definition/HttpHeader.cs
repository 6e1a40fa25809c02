namespace FlexCore.Streams.Definition;

/// <summary>A header of an HTTP request. Its value may be a secret, so it appears in no message, log line or fingerprint.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Value">Its value.</param>
public sealed record HttpHeader(DefinitionText Name, DefinitionText Value)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => $"{Name}: …";
}
