using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Delivers the fields of routes that come together: a field that is read behind the branch is asked of every route and copied into one cell.</summary>
internal sealed class JoinFields : IFieldProvider
{
    private readonly SegmentBuilder _joined;
    private readonly IReadOnlyList<RecordScope> _routes;
    private readonly List<CellCopy>[] _copies;
    private readonly List<FieldSlot> _fields = [];

    /// <summary>Creates the provider.</summary>
    /// <param name="joined">The segment behind the join, which hands out the cells.</param>
    /// <param name="routes">The record at the end of each route.</param>
    public JoinFields(SegmentBuilder joined, IReadOnlyList<RecordScope> routes)
    {
        _joined = joined;
        _routes = routes;
        _copies = [.. routes.Select(_ => new List<CellCopy>())];
    }

    /// <inheritdoc/>
    public int DeliveredOriginSlot { get; private set; } = RecordLayout.NoOrigin;

    /// <summary>
    /// The record behind the join: the fields of all routes in the order in which they first occur, open when one of the routes is. A name that some
    /// open route has removed or set is a field of its own, because its value depends on the route.
    /// </summary>
    public RecordScope Record()
    {
        var open = _routes.Where(route => route.IsOpen).ToList();
        var gone = open.Count == 0 ? [] : open.Aggregate(
            (IEnumerable<string>)open[0].Removed, (names, route) => names.Intersect(route.Removed)).ToList();
        var named = _routes.SelectMany(route => route.Fields).Select(field => field.Name)
            .Concat(open.SelectMany(route => route.Removed).Except(gone))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var record = RecordScope.Closed(this, named);
        return open.Count == 0 ? record : record.Opened([.. gone.Except(named)]);
    }

    /// <summary>What each joined row takes over from a row of a route; final when the whole pipeline is compiled.</summary>
    /// <param name="route">The route's index.</param>
    public IReadOnlyList<CellCopy> CopiesOf(int route) => [.. _copies[route]];

    /// <inheritdoc/>
    public IReadOnlyList<FieldSlot> Delivered => _fields;

    /// <inheritdoc/>
    public int SlotOf(string name)
    {
        var known = DeliveredSlotOf(name);
        if (known >= 0)
        {
            return known;
        }

        var slot = _joined.NewSlot();
        _fields.Add(new FieldSlot(name, slot));
        for (var route = 0; route < _routes.Count; route++)
        {
            if (_routes[route].TryResolve(name, out var from))
            {
                _copies[route].Add(new CellCopy(from, slot));
            }
        }

        return slot;
    }

    /// <inheritdoc/>
    public int DeliveredSlotOf(string name) => _fields.Where(field => field.Name == name).Select(field => field.Slot).FirstOrDefault(-1);

    /// <inheritdoc/>
    public int OriginSlot()
    {
        if (DeliveredOriginSlot == RecordLayout.NoOrigin)
        {
            DeliveredOriginSlot = _joined.NewSlot();
            for (var route = 0; route < _routes.Count; route++)
            {
                if (_routes[route] is { IsOpen: true } open)
                {
                    _copies[route].Add(new CellCopy(open.ToLayout().OriginSlot, DeliveredOriginSlot));
                }
            }
        }

        return DeliveredOriginSlot;
    }
}
