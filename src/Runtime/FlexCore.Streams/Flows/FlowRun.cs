namespace FlexCore.Streams.Flows;

/// <summary>The tasks of one running flow: the first fault stops all of them. Used once.</summary>
internal sealed class FlowRun
{
    private readonly List<Func<CancellationToken, Task>> _drivers = [];

    /// <summary>Adds a task: one for the source and one for each boundary.</summary>
    /// <param name="driver">What it does until there is nothing left.</param>
    public void Add(Func<CancellationToken, Task> driver) => _drivers.Add(driver);

    /// <summary>Runs all tasks to their end.</summary>
    /// <param name="cancellationToken">Stops the flow.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = _drivers.Select(driver => Task.Run(() => driver(stop.Token), CancellationToken.None)).ToList();
        Task? fault = null;
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (fault is null && !ended.IsCompletedSuccessfully)
            {
                fault = ended;
                await stop.CancelAsync();
            }
        }

        if (fault is not null)
        {
            await fault;
        }
    }
}
