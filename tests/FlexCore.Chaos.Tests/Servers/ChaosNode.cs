using System.Globalization;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.LoadGenerator;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>One node of the cluster as a process of its own. One that ends by itself is started again, as a service manager would.</summary>
/// <remarks>Faults act on it one at a time; the watch beside them takes the same gate.</remarks>
internal sealed class ChaosNode : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly List<int> _endings = [];
    private readonly string _folder;
    private readonly string _configuration;
    private readonly HttpClient _http;
    private ServerProcess? _process;
    private string _ended = "";
    private Task _watch = Task.CompletedTask;

    public ChaosNode(NodePlace place, string folder, int port, string configuration)
    {
        (Name, Host) = (place.Name, place.Host);
        (Url, _folder) = (new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Directory.CreateDirectory(Path.Combine(folder, Name)).FullName);
        _configuration = Path.Combine(_folder, "flexcore.conf");
        File.WriteAllText(_configuration, configuration);
        _http = new HttpClient(HostSockets.Handler([this])) { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(3) };
    }

    public string Name { get; }

    /// <summary>The network namespace it is in; <see langword="null"/> for this machine's own.</summary>
    public string? Host { get; }

    /// <summary>Where it answers, on the loopback of its host.</summary>
    public Uri Url { get; }

    /// <summary>Environment variables of the next start.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The exit codes with which it ended without being killed.</summary>
    public IReadOnlyList<int> Endings
    {
        get
        {
            lock (_endings)
            {
                return [.. _endings];
            }
        }
    }

    /// <summary>What every process of this node printed.</summary>
    public string Output => _ended + _process?.Output;

    public async Task StartAsync()
    {
        await _gate.WaitAsync(_over.Token);
        try
        {
            if (_process is null)
            {
                var process = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "chaos-bank.dll"), _folder, Environment, Launcher, _configuration);
                _process = process;
                _watch = WatchAsync(process);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary><c>kill -9</c>; it stays away until it is started.</summary>
    public async Task KillAsync()
    {
        await _gate.WaitAsync(_over.Token);
        try
        {
            if (Take() is { } process)
            {
                await process.KillAsync();
                await CloseAsync(process);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code; <see langword="null"/> when it did not run.</returns>
    public async Task<int?> TerminateAsync()
    {
        await _gate.WaitAsync(_over.Token);
        try
        {
            if (Take() is not { } process)
            {
                return null;
            }

            var code = await process.StopAsync();
            await CloseAsync(process);
            return code;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>SIGSTOP: it does nothing and its connections stay open.</summary>
    public void Pause() => _process?.Send(Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => _process?.Send(Continue);

    /// <summary>Reads a JSON answer.</summary>
    /// <returns>The text; <see langword="null"/> when there was no good answer.</returns>
    public async Task<string?> TryGetAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Tells it something; whether that was heard is not known.</summary>
    public async Task TryPostAsync(string path)
    {
        try
        {
            using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content: null);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        if (Take() is { } process)
        {
            await process.KillAsync();
            await CloseAsync(process);
        }

        _gate.Release();
        await _watch;
        _http.Dispose();
        _gate.Dispose();
        _over.Dispose();
    }

    // Replaces itself by the program, so that signals reach that.
    private IReadOnlyList<string> Launcher => Host is { } host ? [HostPrograms.Find("ip") ?? "ip", "netns", "exec", host] : [];

    private ServerProcess? Take() => Interlocked.Exchange(ref _process, null);

    private async Task CloseAsync(ServerProcess process)
    {
        _ended += process.Output;
        await process.DisposeAsync();
    }

    private async Task WatchAsync(ServerProcess process)
    {
        var code = await process.Ended;
        if (Interlocked.CompareExchange(ref _process, null, process) != process)
        {
            return;
        }

        lock (_endings)
        {
            _endings.Add(code);
        }

        await CloseAsync(process);
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await RealTime.PassAsync(RestartDelay, _over.Token);
                await StartAsync();
                return;
            }
            catch (InvalidOperationException error)
            {
                // It ended before it was ready, for example because the database is away: tried again.
                _ended += error.Message;
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
