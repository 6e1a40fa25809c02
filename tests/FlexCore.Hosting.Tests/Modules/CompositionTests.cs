using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Hosting.Modules;
using FlexCore.Hosting.Tests.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Tests.Modules;

/// <summary>What is wrong with modules is found at start, and told with module, handler and remedy.</summary>
public sealed class CompositionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Modules_that_fit_are_composed_whatever_the_order_of_the_calls()
    {
        var order = new List<string>();
        await CheckAsync(
            new One("c", _ => order.Add("c"), typeof(Two), typeof(Three)), new Two("b", _ => order.Add("b"), typeof(Three)), new Three("a", _ => order.Add("a")));

        order.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Modules_that_depend_on_each_other_in_a_circle_are_named_in_it() =>
        (await MistakeAsync(new One("a", null, typeof(Two)), new Two("b", null, typeof(Three)), new Three("c", null, typeof(Two))))
            .ShouldBe("Modules depend on each other in a circle: 'b' → 'c' → 'b'. Move what they share into a module that they all depend on.");

    [Fact]
    public async Task A_module_that_is_not_there_is_named_with_who_needs_it() =>
        (await MistakeAsync(new One("orders", null, typeof(Two)))).ShouldBe("The module 'orders' depends on Two, which was not added. Add it: AddModule<Two>().");

    [Fact]
    public async Task A_dependency_that_is_no_module_is_said_to_be_none() =>
        (await MistakeAsync(new One("orders", null, typeof(string)))).ShouldBe("The module 'orders' depends on String, which is no module. Name the class of a module.");

    [Fact]
    public async Task Names_and_classes_of_modules_are_unique_and_keep_the_rule()
    {
        (await MistakeAsync(new One("a"), new One("b"))).ShouldContain("was added 2 times");
        (await MistakeAsync(new One("a"), new Two("a"))).ShouldContain("One and Two are both called 'a'");
        (await MistakeAsync(new One("Our Orders"))).ShouldContain("is called 'Our Orders'");
        (await MistakeAsync(new One("pipelines"))).ShouldContain("both called 'pipelines'");
    }

    [Fact]
    public async Task Two_handlers_of_one_command_are_named_with_both_modules() =>
        (await MistakeAsync(new One("a", Put), new Two("b", Put))).ShouldContain("'shelves.put' in module 'a' and 'shelves.put' in module 'b'");

    [Fact]
    public async Task A_service_that_two_modules_offer_is_named_with_both() =>
        (await MistakeAsync(new One("a", Prices), new Two("b", Prices))).ShouldBe("IBookPrices is offered 2 times, by the modules 'a' and 'b'. Offer it once, or under an interface each.");

    [Fact]
    public async Task A_handler_whose_need_nothing_offers_is_named_with_its_module_and_command() =>
        (await MistakeAsync(new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape))))
            .ShouldBe("Needy of the module 'a', which handles 'shelves.put', needs IBookPrices, which nothing offers. Register it in the module or before the host is built, or add the module that offers it.");

    [Fact]
    public async Task What_the_host_offers_outside_of_modules_every_module_may_use()
    {
        await CheckAsync(services => services.AddSingleton<IBookPrices, FixedPrices>(), new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape)));
        await CheckAsync(new One("a", module => module.AddCommand<PutBooks, ShelfView, Modest>(PutBooks.Shape)));
    }

    [Fact]
    public async Task What_another_module_offers_needs_a_dependency_on_it()
    {
        (await MistakeAsync(new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape)), new Two("b", Prices)))
            .ShouldBe("Needy of the module 'a', which handles 'shelves.put', needs IBookPrices of the module 'b', on which 'a' does not depend. Add that module to DependsOn of 'a'.");
        await CheckAsync(new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape), typeof(Two)), new Two("b", Prices));
        await CheckAsync(new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape), typeof(Three)), new Three("c", null, typeof(Two)), new Two("b", Prices));
    }

    [Fact]
    public async Task A_singleton_that_would_keep_a_service_of_one_message_is_refused_also_behind_another()
    {
        (await MistakeAsync(new One("a", module => module.AddSingleton<Keeper, Keeper>().AddPerMessage<VisitorCard, VisitorCard>())))
            .ShouldBe("Keeper of the module 'a' lives as long as the host and needs VisitorCard, which lives as long as one message: it would keep the first one for ever. Make it per message too, or let it open a scope.");
        (await MistakeAsync(services => services.AddTransient<Passing>(), new One("a", module => module.AddSingleton<FarKeeper, FarKeeper>().AddPerMessage<VisitorCard, VisitorCard>())))
            .ShouldContain("needs Passing, which needs VisitorCard, which lives as long as one message");
    }

    [Fact]
    public async Task Services_that_need_each_other_are_named_in_their_circle() =>
        (await MistakeAsync(new One("a", module => module.AddSingleton<Hen, Hen>().AddSingleton<Egg, Egg>()))).ShouldContain("Hen → Egg → Hen");

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var error = await Should.ThrowAsync<CompositionException>(() => CheckAsync(
            new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape).AddSingleton<Keeper, Keeper>().AddPerMessage<VisitorCard, VisitorCard>())));

        error.Mistakes.Count.ShouldBe(2);
        error.Message.ShouldContain("The modules have 2 mistakes");
    }

    [Fact]
    public async Task A_query_may_read_a_projection_that_is_declared_later() =>
        await Should.NotThrowAsync(() => CheckAsync(
            services => services.AddSingleton<IBookPrices, FixedPrices>(),
            new One("a", module => module.AddQuery<GetShelf, ShelfView, Answering>(GetShelf.Shape with { Reads = ["shelf_list"] }))));

    [Fact]
    public void Replacing_what_nobody_offers_is_refused() =>
        Should.Throw<CompositionException>(() => new ServiceCollection().AddFlexCore(flexcore => flexcore.Override<IBookPrices>(new FixedPrices())))
            .Message.ShouldStartWith("Override<IBookPrices> replaces nothing");

    [Fact]
    public async Task A_host_with_wrong_modules_does_not_start_and_opens_nothing()
    {
        await Should.ThrowAsync<CompositionException>(() => NodeHost.StartAsync(_folder, flexcore => flexcore.AddModule(new One("a", module => module.AddCommand<PutBooks, ShelfView, Needy>(PutBooks.Shape)))));

        Directory.Exists(_folder.File("data")).ShouldBeFalse();
    }

    private static void Put(ModuleBuilder module) => module.AddCommand<PutBooks, ShelfView, Modest>(PutBooks.Shape);

    private static void Prices(ModuleBuilder module) => module.AddSingleton<IBookPrices, FixedPrices>();

    private static async Task<string> MistakeAsync(params IFlexCoreModule[] modules) => (await Should.ThrowAsync<CompositionException>(() => CheckAsync(modules))).Message;

    private static async Task<string> MistakeAsync(Action<IServiceCollection> host, params IFlexCoreModule[] modules) =>
        (await Should.ThrowAsync<CompositionException>(() => CheckAsync(host, modules))).Message;

    private static Task CheckAsync(params IFlexCoreModule[] modules) => CheckAsync(_ => { }, modules);

    // What the host does when it starts, without a node: services may come after AddFlexCore, so only then is the collection whole.
    private static async Task CheckAsync(Action<IServiceCollection> host, params IFlexCoreModule[] modules)
    {
        var services = new ServiceCollection();
        services.AddFlexCore(flexcore =>
        {
            foreach (var module in modules)
            {
                flexcore.AddModule(module);
            }
        });
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        host(services);
        await services.Select(service => service.ImplementationInstance).OfType<CompositionCheck>().Single().StartAsync(CancellationToken.None);
    }

    private sealed class One(string name, Action<ModuleBuilder>? configure = null, params Type[] needs) : IFlexCoreModule
    {
        public string Name => name;

        public IReadOnlyList<Type> DependsOn => needs;

        public void Configure(ModuleBuilder module) => configure?.Invoke(module);
    }

    private sealed class Two(string name, Action<ModuleBuilder>? configure = null, params Type[] needs) : IFlexCoreModule
    {
        public string Name => name;

        public IReadOnlyList<Type> DependsOn => needs;

        public void Configure(ModuleBuilder module) => configure?.Invoke(module);
    }

    private sealed class Three(string name, Action<ModuleBuilder>? configure = null, params Type[] needs) : IFlexCoreModule
    {
        public string Name => name;

        public IReadOnlyList<Type> DependsOn => needs;

        public void Configure(ModuleBuilder module) => configure?.Invoke(module);
    }

    private class Modest : ICommandHandler<PutBooks, ShelfView>
    {
        public Task<NodeReply<ShelfView>> HandleAsync(PutBooks command, CommandTransaction transaction, CancellationToken cancellationToken) =>
            Task.FromResult<NodeReply<ShelfView>>(new ShelfView(command.Shelf, 0, ""));
    }

    private sealed class Needy(IBookPrices prices, ILogger<Needy> logger) : Modest
    {
        public override string ToString() => $"{prices} {logger}";
    }

    private sealed class Answering(IBookPrices prices) : IQueryHandler<GetShelf, ShelfView>
    {
        public Task<NodeReply<ShelfView>> HandleAsync(GetShelf query, NodeCall call, CancellationToken cancellationToken) =>
            Task.FromResult<NodeReply<ShelfView>>(new ShelfView(query.Shelf, prices.MostBooks, ""));
    }

    private sealed record Keeper(VisitorCard Card);

    private sealed record FarKeeper(Passing Passing);

    private sealed record Passing(VisitorCard Card);

    private sealed record Hen(Egg Egg);

    private sealed record Egg(Hen Hen);
}
