namespace FlexCore.Actors;

/// <summary>An actor gave no answer. The derived types say why.</summary>
public abstract class ActorException : Exception
{
    private protected ActorException(string actor, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Actor = actor;
    }

    /// <summary>The actor's name.</summary>
    public string Actor { get; }
}
