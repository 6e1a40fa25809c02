using System.Globalization;
using FlexCore.Chaos.Tests.Servers;
using FlexCore.LoadGenerator;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.Bank;

/// <summary>One process of the bank. Started, killed and stopped by one test; asked by many tellers.</summary>
internal sealed class BankNode(string name, string folder, PostgresServer postgres) : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly int _port = Ports.Free();
    private readonly int _wirePort = Ports.Free();
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(5) };
    private ServerProcess? _process;

    public async Task StartAsync() => _process = await ServerProcess.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "chaos-bank.dll"),
        folder,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["FLEXCORE_BANK_POSTGRES"] = postgres.TcpConnectionString },
        name,
        _port.ToString(CultureInfo.InvariantCulture),
        _wirePort.ToString(CultureInfo.InvariantCulture),
        Path.Combine(folder, name));

    /// <summary><c>kill -9</c>, and a new process.</summary>
    public async Task KillAndStartAsync()
    {
        await EndAsync();
        await StartAsync();
    }

    /// <summary>SIGSTOP for some time, SIGCONT. The others have declared it dead by then, so it must end by itself; then a new process.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> SleepAndStartAsync(TimeSpan duration)
    {
        var process = _process ?? throw new InvalidOperationException($"{name} does not run.");
        process.Send(Stop);
        await RealTime.PassAsync(duration);
        process.Send(Continue);
        var code = await process.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        await KillAndStartAsync();
        return code;
    }

    /// <summary>Asks over HTTP.</summary>
    /// <returns>The status, and the text; <see langword="null"/> when there was no answer.</returns>
    public async Task<(int Status, string Text)?> AskAsync(HttpMethod method, string path)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}{path}")));
            using var response = await _http.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _http.Dispose();
    }

    private async Task EndAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }
}
