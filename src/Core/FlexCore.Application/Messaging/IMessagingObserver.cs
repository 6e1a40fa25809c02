namespace FlexCore.Application.Messaging;

/// <summary>Told what went wrong where nobody waits for an answer, for the log. Calls must not throw and must not wait. Thread-safe.</summary>
public interface IMessagingObserver
{
    /// <summary>A subscriber threw; the command had succeeded.</summary>
    /// <param name="subscriber">The subscriber's class.</param>
    /// <param name="module">Its module.</param>
    /// <param name="commandId">The command that published.</param>
    /// <param name="error">What it threw.</param>
    void SubscriberFailed(string subscriber, string module, string commandId, Exception error);

    /// <summary>Work after a commit threw; the command had succeeded.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="commandId">The command.</param>
    /// <param name="error">What it threw.</param>
    void AfterCommitFailed(string command, string commandId, Exception error);
}
