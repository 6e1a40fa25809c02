using System.Diagnostics.Metrics;
using FlexCore.Api.Metrics;
using FlexCore.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Sse;

/// <summary>Follows how many event streams a host has open, from the moment it is created.</summary>
internal sealed class OpenStreams : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private int _open;

    public OpenStreams(ApiHost host)
    {
        var instrument = host.Services.GetRequiredService<ApiInstruments>().EventStreams;
        _listener.SetMeasurementEventCallback<int>((_, change, _, _) => Move(change));
        _listener.EnableMeasurementEvents(instrument);
        _listener.Start();
    }

    /// <summary>Waits until so many are open.</summary>
    public Task WhenAsync(int count, string phase)
    {
        lock (_gate)
        {
            if (_open == count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return AwaitAsync(reached.Task, count, phase);
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AwaitAsync(Task reached, int count, string phase)
    {
        try
        {
            await reached.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase}: {_open} event streams are open, not {count}");
        }
    }

    private void Move(int change)
    {
        lock (_gate)
        {
            _open += change;
            foreach (var waiter in _waiters.Where(waiter => waiter.Count == _open))
            {
                waiter.Reached.TrySetResult();
            }
        }
    }
}
