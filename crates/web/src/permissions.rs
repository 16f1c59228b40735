//! The permission table: every route stands in it with who may come, since the router is built from nothing else.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, MethodRouter},
};
use catsup_model::{Permission, Viewer};
use tower_http::timeout::TimeoutLayer;

use crate::{guard, handler::on, limits, open311, state::WebState};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone, on pages.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever is signed in and holds the permission somewhere; use cases look closer.
    Needs(Permission),
    /// Programs without a token too; a token given must be good.
    OpenApi,
    /// Programs with a token that carries the permission.
    Token(Permission),
    /// Programs whose form holds a token with the permission, as its `api_key`.
    FormKey(Permission),
}

impl Audience {
    /// Whether a signed-in viewer may call the route.
    #[must_use]
    pub fn admits(self, viewer: &Viewer) -> bool {
        match self {
            Self::Public | Self::SignedIn | Self::OpenApi => true,
            Self::Needs(permission) | Self::Token(permission) | Self::FormKey(permission) => {
                viewer.may(permission)
            }
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRule {
    /// The method; `GET` answers `HEAD` as well.
    pub method: Method,
    /// The path as the router knows it.
    pub path: &'static str,
    /// Who may come.
    pub audience: Audience,
}

/// Routes under construction, each with its rule.
pub(crate) struct Routes {
    state: WebState,
    router: Router<WebState>,
    rules: Vec<RouteRule>,
}

impl Routes {
    pub(crate) fn new(state: WebState) -> Self {
        Self { state, router: Router::new(), rules: Vec::new() }
    }

    /// The routes of an area.
    pub(crate) fn area(self, area: impl FnOnce(Self) -> Self) -> Self {
        area(self)
    }

    /// A page or file for everyone.
    pub(crate) fn public<H, T>(self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let route = on(filter(&method), handler);
        self.add(method, path, Audience::Public, in_time(route))
    }

    /// A form for everyone that may bring files along.
    pub(crate) fn public_with_files<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let route = on(MethodFilter::POST, handler);
        let route = route.route_layer(DefaultBodyLimit::max(limits::LARGEST_WITH_FILES));
        self.add(Method::POST, path, Audience::Public, in_time(route))
    }

    /// A page for whoever is signed in.
    pub(crate) fn signed_in<H, T>(self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let route = in_time(on(filter(&method), handler));
        self.guarded(method, path, Audience::SignedIn, route)
    }

    /// A page for staff who hold a permission.
    pub(crate) fn desk<H, T>(
        self,
        permission: Permission,
        method: Method,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let route = in_time(on(filter(&method), handler));
        self.guarded(method, path, Audience::Needs(permission), route)
    }

    /// A form of staff that brings a file of any size: no limit of size or time but the disk's.
    pub(crate) fn upload<H, T>(self, permission: Permission, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let route = on(MethodFilter::POST, handler).route_layer(DefaultBodyLimit::disable());
        self.guarded(Method::POST, path, Audience::Needs(permission), route)
    }

    /// A route for programs: without a token, or with one that carries the permission.
    pub(crate) fn api<H, T>(
        self,
        permission: impl Into<Option<Permission>>,
        method: Method,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let audience = permission.into().map_or(Audience::OpenApi, Audience::Token);
        let gate = guard::ApiGate { state: self.state.clone(), audience };
        let route = in_time(on(filter(&method), handler)).route_layer(from_fn_with_state(gate, guard::api));
        self.add(method, path, audience, route)
    }

    /// A route for programs that bring up to so many bytes.
    pub(crate) fn api_of_size<H, T>(
        self,
        permission: Permission,
        path: &'static str,
        most: usize,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let audience = Audience::Token(permission);
        let gate = guard::ApiGate { state: self.state.clone(), audience };
        let route = in_time(on(MethodFilter::POST, handler)).route_layer(DefaultBodyLimit::max(most));
        let route = route.route_layer(from_fn_with_state(gate, guard::api));
        self.add(Method::POST, path, audience, route)
    }

    /// A route for programs that pages of other sites may call too, without credentials.
    pub(crate) fn cross_site<H, T>(self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let gate = guard::ApiGate { state: self.state.clone(), audience: Audience::OpenApi };
        let route = in_time(on(filter(&method), handler)).route_layer(from_fn_with_state(gate, guard::api));
        self.add(method, path, Audience::OpenApi, route.route_layer(from_fn(guard::any_site)))
    }

    /// A form of a program that holds a token with the permission.
    pub(crate) fn form_key<H, T>(
        self,
        permission: Permission,
        method: Method,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let gate = open311::KeyGate { state: self.state.clone(), permission };
        let route = on(filter(&method), handler).route_layer(from_fn_with_state(gate, open311::door));
        self.add(method, path, Audience::FormKey(permission), in_time(route))
    }

    /// The router and its table.
    pub(crate) fn finish(self) -> (Router<WebState>, Vec<RouteRule>) {
        (self.router, self.rules)
    }

    fn guarded(
        self,
        method: Method,
        path: &'static str,
        audience: Audience,
        route: MethodRouter<WebState>,
    ) -> Self {
        let gate = guard::DeskGate { state: self.state.clone(), audience };
        self.add(method, path, audience, route.route_layer(from_fn_with_state(gate, guard::desk)))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        audience: Audience,
        route: MethodRouter<WebState>,
    ) -> Self {
        self.router = self.router.route(path, route);
        self.rules.push(RouteRule { method, path, audience });
        self
    }
}

fn in_time(route: MethodRouter<WebState>) -> MethodRouter<WebState> {
    route
        .route_layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits::LONGEST_REQUEST))
}

fn filter(method: &Method) -> MethodFilter {
    MethodFilter::try_from(method.clone()).expect("routes use standard methods")
}
