using System.Text.Json.Serialization;
using FlexCore.Application.Entities;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Conformance.Entities;
using FlexCore.Hosting.Modules;

namespace FlexCore.Hosting.Tests.Modules;

/// <summary>A whole module over the ledgers of the conformance suite: a command, a query, a subscriber, a singleton and a service per message.</summary>
public sealed class ShelvesModule : IFlexCoreModule
{
    public string Name => "shelves";

    public void Configure(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, LedgerDecider.Events, LedgerDecider.Snapshots)
            .AddCommand<PutBooks, ShelfView, PutBooksHandler>(PutBooks.Shape)
            .AddQuery<GetShelf, ShelfView, GetShelfHandler>(GetShelf.Shape)
            .AddSubscriber<BooksPut, CountBooks>()
            .AddSingleton<IBookPrices, FixedPrices>()
            .AddSingleton(static _ => new BookCount())
            .AddPerMessage<VisitorCard, VisitorCard>();
    }
}

public sealed record PutBooks(string Shelf, int Books) : IBusCommand<ShelfView>
{
    public static MessageShape<PutBooks, ShelfView> Shape { get; } = new("shelves.put", ShelfJson.Default.PutBooks, ShelfJson.Default.ShelfView);
}

public sealed record GetShelf(string Shelf) : IBusQuery<ShelfView>
{
    public static MessageShape<GetShelf, ShelfView> Shape { get; } = new("shelves.get", ShelfJson.Default.GetShelf, ShelfJson.Default.ShelfView);
}

public sealed record ShelfView(string Shelf, long Books, string Visitor);

public sealed record BooksPut(int Books);

public interface IBookPrices
{
    int MostBooks { get; }
}

public sealed class FixedPrices : IBookPrices
{
    public int MostBooks => 10;
}

public sealed class BookCount
{
    private int _books;

    public int Books => _books;

    public void Add(int books) => Interlocked.Add(ref _books, books);
}

/// <summary>Lives as long as a message, and knows who sent it.</summary>
public sealed class VisitorCard(CurrentCall current) : IDisposable
{
    public string Name => IsDisposed ? throw new ObjectDisposedException(nameof(VisitorCard)) : current.Value.Security.Principal;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

public sealed class PutBooksHandler(IEntityRegion<LedgerCommand, LedgerState> ledgers, IBookPrices prices, VisitorCard first, VisitorCard second) : ICommandHandler<PutBooks, ShelfView>
{
    public async Task<NodeReply<ShelfView>> HandleAsync(PutBooks command, CommandTransaction transaction, CancellationToken cancellationToken)
    {
        ReferenceEquals(first, second).ShouldBeTrue("one per message");
        if (command.Books > prices.MostBooks)
        {
            return new Domain.Refusal("too-many-books", $"{command.Books} books are too many. Put at most {prices.MostBooks}.");
        }

        var reply = await transaction.AskAsync(ledgers, command.Shelf, context => new Enter(context, command.Books, command.Books), cancellationToken);
        transaction.Publish(new BooksPut(command.Books));
        return reply.Refusal is { } refused ? refused : new ShelfView(command.Shelf, reply.Version, first.Name);
    }
}

public sealed class GetShelfHandler(IEntityRegion<LedgerCommand, LedgerState> ledgers, VisitorCard card) : IQueryHandler<GetShelf, ShelfView>
{
    public async Task<NodeReply<ShelfView>> HandleAsync(GetShelf query, NodeCall call, CancellationToken cancellationToken) =>
        new ShelfView(query.Shelf, (await ledgers.ReadAsync(new Domain.EntityId(call.Security.Tenant, LedgerDecider.Kind, query.Shelf), cancellationToken)).State.Balance, card.Name);
}

public sealed class CountBooks(BookCount count) : IEventSubscriber<BooksPut>
{
    public Task OnAsync(BooksPut happened, NodeCall call, CancellationToken cancellationToken)
    {
        count.Add(happened.Books);
        return Task.CompletedTask;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PutBooks))]
[JsonSerializable(typeof(GetShelf))]
[JsonSerializable(typeof(ShelfView))]
internal sealed partial class ShelfJson : JsonSerializerContext;
