using FlexCore.Application.Journal;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>What one writer was told about each event it sent, and the checks that it must pass. Used by that writer, and by the test when it is done.</summary>
internal sealed class AppendHistory(string name)
{
    private readonly List<Guid> _acknowledged = [];
    private readonly List<Guid> _unknown = [];
    private readonly List<Guid> _notWritten = [];

    public string Name => name;

    public int AcknowledgedCount => _acknowledged.Count;

    public int UnknownCount => _unknown.Count;

    public void Acknowledged(Guid id) => _acknowledged.Add(id);

    public void Unknown(Guid id) => _unknown.Add(id);

    public void NotWritten(Guid id) => _notWritten.Add(id);

    /// <summary>I1 and I2: acknowledged events are there once and in order, versions have no hole, and nothing is there that was said not to be.</summary>
    public void Check(IReadOnlyList<StoredEvent> stored)
    {
        stored.Select(item => item.Version).ShouldBe(Enumerable.Range(1, stored.Count).Select(number => (long)number), $"{name}: versions");
        var ids = stored.Select(item => item.Id).ToList();
        ids.ShouldBeUnique();
        ids.Where(_acknowledged.Contains).ShouldBe(_acknowledged, $"{name}: acknowledged events, in order");
        ids.Except(_acknowledged).Except(_unknown).ShouldBeEmpty($"{name}: events that were reported as not written, or never sent");
        _notWritten.Intersect(ids).ShouldBeEmpty($"{name}: events that were reported as not written");
    }
}
