namespace FlexCore.Application.DataStreams;

/// <summary>How to start a stream.</summary>
public sealed record StartStream
{
    /// <summary>Whether to forget the checkpoint and begin at the source's start, instead of going on where it stands.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Fresh { get; init; }

    /// <summary>The id of the run, so that whoever starts it again by mistake is refused; <see langword="null"/> for a new one.</summary>
    public string? RunId { get; init; }
}
