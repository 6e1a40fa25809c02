namespace FlexCore.Actors;

/// <summary>No answer came in time. The actor may still handle the message.</summary>
public sealed class ActorTimeoutException : TimeoutException
{
    internal ActorTimeoutException(string actor)
        : base($"Actor '{actor}' did not answer in time. It may still handle the message.")
    {
        Actor = actor;
    }

    /// <summary>The actor's name.</summary>
    public string Actor { get; }
}
