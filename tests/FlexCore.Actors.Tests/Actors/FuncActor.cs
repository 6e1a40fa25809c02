namespace FlexCore.Actors.Tests.Actors;

/// <summary>An actor whose members a test supplies.</summary>
internal sealed class FuncActor(
    Func<string, ActorContext<string, string>, ValueTask<string>> handle,
    Func<ValueTask>? start = null,
    Func<Exception?, ValueTask>? stop = null)
    : Actor<string, string>
{
    public override ValueTask<string> ReceiveAsync(string message, ActorContext<string, string> context) => handle(message, context);

    public override ValueTask StartAsync(ActorContext<string, string> context) => start?.Invoke() ?? ValueTask.CompletedTask;

    public override ValueTask StopAsync(Exception? cause) => stop?.Invoke(cause) ?? ValueTask.CompletedTask;
}
