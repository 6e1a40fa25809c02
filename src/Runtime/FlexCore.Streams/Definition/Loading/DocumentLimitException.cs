namespace FlexCore.Streams.Definition.Loading;

/// <summary>A pipeline file exceeds a limit; reading stops here.</summary>
/// <param name="mark">Where.</param>
/// <param name="message">Which limit.</param>
internal sealed class DocumentLimitException(Mark mark, string message) : Exception(message)
{
    /// <summary>Where the limit was exceeded.</summary>
    public Mark Mark { get; } = mark;
}
