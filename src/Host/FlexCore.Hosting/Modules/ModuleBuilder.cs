using FlexCore.Application.Commands;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Registration;
using FlexCore.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>Takes what a module is made of. Used by one thread while the host is built.</summary>
public sealed class ModuleBuilder
{
    private readonly FlexCoreBuilder _host;

    internal ModuleBuilder(string name, FlexCoreBuilder host)
    {
        Name = name;
        _host = host;
    }

    /// <summary>The module's name.</summary>
    public string Name { get; }

    internal List<MessageRegistration> Messages { get; } = [];

    internal List<SubscriberRegistration> Subscribers { get; } = [];

    internal List<Type> Behaviours { get; } = [];

    internal List<ServiceDescriptor> Services { get; } = [];

    /// <summary>Adds an aggregate. Its region is injected as <see cref="IEntityRegion{TCommand, TState}"/> into this module and those that depend on it.</summary>
    /// <typeparam name="TDecider">The decider.</typeparam>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="kind">The entity kind.</param>
    /// <param name="events">How its events are stored.</param>
    /// <param name="snapshots">How its state is stored. Needed in a cluster.</param>
    /// <param name="commands">How its commands travel between nodes. Needed in a cluster.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The kind is taken.</exception>
    public ModuleBuilder AddAggregate<TDecider, TState, TCommand, TEvent>(string kind, IEventCodec<TEvent> events, ISnapshotCodec<TState>? snapshots = null, ICommandCodec<TCommand>? commands = null)
        where TDecider : IDecider<TState, TCommand, TEvent>, new()
        where TCommand : ICommand
    {
        var region = _host.AddRegion<TDecider, TState, TCommand, TEvent>(kind, events, snapshots, commands);
        Services.Add(ServiceDescriptor.Singleton(region));
        return this;
    }

    /// <summary>Registers the handler of a command. It is made anew for each command.</summary>
    /// <typeparam name="TCommand">The command.</typeparam>
    /// <typeparam name="TResult">What it answers.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="shape">Name, JSON shapes, checks and permission.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name breaks its rule.</exception>
    public ModuleBuilder AddCommand<TCommand, TResult, THandler>(MessageShape<TCommand, TResult> shape)
        where TCommand : class, IBusCommand<TResult>
        where TResult : class
        where THandler : class, ICommandHandler<TCommand, TResult>
    {
        Messages.Add(MessageRegistrations.Command(shape, Name));
        Services.Add(ServiceDescriptor.Scoped<ICommandHandler<TCommand, TResult>, THandler>());
        return this;
    }

    /// <summary>Registers the handler of a query. It is made anew for each query.</summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <typeparam name="TResult">What it answers.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="shape">Name, JSON shapes, checks, permission, and the projections it reads.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name breaks its rule.</exception>
    public ModuleBuilder AddQuery<TQuery, TResult, THandler>(MessageShape<TQuery, TResult> shape)
        where TQuery : class, IBusQuery<TResult>
        where TResult : class
        where THandler : class, IQueryHandler<TQuery, TResult>
    {
        Messages.Add(MessageRegistrations.Query(shape, Name));
        Services.Add(ServiceDescriptor.Scoped<IQueryHandler<TQuery, TResult>, THandler>());
        return this;
    }

    /// <summary>Registers a subscriber of what commands publish. It is made anew for each event; subscribers are told in the order of modules and registrations.</summary>
    /// <typeparam name="TEvent">The class of the event.</typeparam>
    /// <typeparam name="TSubscriber">The subscriber.</typeparam>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddSubscriber<TEvent, TSubscriber>()
        where TEvent : class
        where TSubscriber : class, IEventSubscriber<TEvent>
    {
        Subscribers.Add(SubscriberRegistration.Of<TEvent, TSubscriber>(Name));
        Services.Add(ServiceDescriptor.Scoped<TSubscriber, TSubscriber>());
        return this;
    }

    /// <summary>Adds a step that every message of the host passes before its handler. It is made anew for each message.</summary>
    /// <typeparam name="TBehaviour">The step.</typeparam>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddBehaviour<TBehaviour>()
        where TBehaviour : class, IMessageBehaviour
    {
        Behaviours.Add(typeof(TBehaviour));
        Services.Add(ServiceDescriptor.Scoped<TBehaviour, TBehaviour>());
        return this;
    }

    /// <summary>Adds a service of which the host has one. What it needs must live as long.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <typeparam name="TImplementation">What provides it.</typeparam>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddSingleton<TService, TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        Services.Add(ServiceDescriptor.Singleton<TService, TImplementation>());
        return this;
    }

    /// <summary>Adds a service of which the host has one.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="make">Makes it. What it takes from the services is not checked at start.</param>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddSingleton<TService>(Func<IServiceProvider, TService> make)
        where TService : class
    {
        Services.Add(ServiceDescriptor.Singleton(make));
        return this;
    }

    /// <summary>Adds a service that lives as long as one message: all that handles the message shares it, and it is disposed with the message.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <typeparam name="TImplementation">What provides it.</typeparam>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddPerMessage<TService, TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        Services.Add(ServiceDescriptor.Scoped<TService, TImplementation>());
        return this;
    }

    /// <summary>Adds a service that lives as long as one message.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="make">Makes it. What it takes from the services is not checked at start.</param>
    /// <returns>This builder.</returns>
    public ModuleBuilder AddPerMessage<TService>(Func<IServiceProvider, TService> make)
        where TService : class
    {
        Services.Add(ServiceDescriptor.Scoped(make));
        return this;
    }
}
