using System.Globalization;

namespace FlexCore.Simulation.Tests.World;

/// <summary>What happened, for the reader of a failing seed.</summary>
internal sealed class SimTrace(SimScheduler scheduler)
{
    private readonly List<string> _lines = [];

    public void Add(string line) => _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now.TotalSeconds,9:F3} s  {line}"));

    public string Tail(int lines) => string.Join('\n', _lines.TakeLast(lines));
}
